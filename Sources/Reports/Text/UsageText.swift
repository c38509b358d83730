internal import Quantities
internal import Suites
internal import Scenarios
internal import Workflows

/// The usage that agents report, in words.
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
    /// The usage of all its runs; empty if no agent reported any.
    var usageText: String {
        let tokens = runs.compactMap(\.repetitions.tokens)
        let costs = runs.compactMap(\.repetitions.costMicros)
        return UsageText.facts(
            tokens: tokens.isEmpty ? nil : tokens.reduce(0) { $0.addingClamped($1) },
            costMicros: costs.isEmpty ? nil : costs.reduce(0) { $0.addingClamped($1) }
        ).joined(separator: ", ")
    }
}
