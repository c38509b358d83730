internal import Quantities
internal import Suites
internal import Scenarios
internal import Workflows

/// The usage that agents report, in words.
enum UsageText {
    /// Such as `5000 tokens` and `cost 4.25`; none where no agent said.
    static func facts(of record: RunRecord) -> [String] {
        facts(tokens: record.tokens, costMicros: record.costMicros) + memory(of: record)
    }

    /// Such as `at most 64.2 MiB (coder)`; none where it was not measured.
    private static func memory(of record: RunRecord) -> [String] {
        let largest = record.memory.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let largest else { return [] }
        let phase = PlainText.oneLine(largest.key.name, limit: maxNameBytes)
        return ["at most \(SpanText.size(largest.value)) (\(phase))"]
    }

    private static let maxNameBytes = 60

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
