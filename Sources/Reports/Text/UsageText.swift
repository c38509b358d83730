internal import Suites
internal import Scenarios
internal import Workflows

/// What agents say they used up, in words.
enum UsageText {
    /// Such as `5000 tokens` and `cost 4.25`; none where no agent said.
    static func facts(of record: RunRecord) -> [String] {
        facts(tokens: record.tokens, costMicros: record.costMicros)
    }

    fileprivate static func facts(tokens: Int?, costMicros: Int?) -> [String] {
        [
            tokens.map { SpanText.counted($0, "token", "tokens") },
            costMicros.map { "cost \(CostText.text($0))" },
        ].compactMap(\.self)
    }
}

extension ScenarioResult {
    /// What all its runs used up; empty where no agent said.
    var usageText: String {
        let total: (Int, Int) -> Int = { left, right in
            let (sum, overflows) = left.addingReportingOverflow(right)
            return overflows ? .max : sum
        }
        let tokens = runs.compactMap(\.repetitions.tokens)
        let costs = runs.compactMap(\.repetitions.costMicros)
        return UsageText.facts(
            tokens: tokens.isEmpty ? nil : tokens.reduce(0, total),
            costMicros: costs.isEmpty ? nil : costs.reduce(0, total)
        ).joined(separator: ", ")
    }
}
