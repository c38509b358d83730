internal import Workflows

/// What the executions of one scenario's run suggest, those in which faults fired and all others together: both will come
/// again.
package struct ScenarioSuggestions: Sendable, Equatable {
    /// The series; whether faults fired is no part of it here.
    package let key: SeriesKey
    /// What it suggests.
    package let suggestions: Suggestions

    /// Gathers what the executions of a series suggest.
    package init(key: SeriesKey, suggestions: Suggestions) {
        self.key = key
        self.suggestions = suggestions
    }

    /// The suggestions of each run of each scenario, in the order of the keys. The same histories and seed give the same
    /// ones.
    package static func all(in histories: [RunHistory], seed: UInt64) -> [ScenarioSuggestions] {
        var rows: [SeriesKey: [ExecutionRow]] = [:]
        for history in histories {
            rows[history.key.withoutFaults, default: []] += history.executions
        }
        return rows.sorted { $0.key < $1.key }.map { key, rows in
            ScenarioSuggestions(key: key, suggestions: Suggestions(ordered(rows), seed: seed))
        }
    }

    /// The oldest first; on a virtual clock all of a suite start at the same time.
    private static func ordered(_ rows: [ExecutionRow]) -> [ExecutionRow] {
        rows.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            return (first.startedAt, first.seed, first.repetition, left.offset)
                < (second.startedAt, second.seed, second.repetition, right.offset)
        }
        .map(\.element)
    }
}

extension SeriesKey {
    /// The same for executions with and without faults.
    fileprivate var withoutFaults: SeriesKey {
        SeriesKey(
            file: file,
            scenario: scenario,
            run: run,
            variant: variant,
            clock: clock
        )
    }
}
