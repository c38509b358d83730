internal import Monitoring
internal import Statistics
internal import Workflows

extension HistoryReport {
    /// The seed of all simulations behind suggestions: the same history gives the same bytes.
    private static let suggestionSeed: UInt64 = 1

    static func suggestions(_ histories: [RunHistory]) -> [ScenarioSuggestions] {
        ScenarioSuggestions.all(in: histories, seed: suggestionSeed)
    }

    /// The suggestions for a person, each with what was measured and the lines to write; nothing where there is none and
    /// nothing is missing.
    static func text(_ all: [ScenarioSuggestions]) -> String {
        let parts = all.compactMap { scenario -> String? in
            let found = scenario.suggestions.found.flatMap(lines)
            let missing = SuggestionText.missing(scenario.suggestions.tooFew).map { "  " + $0 }
            guard !found.isEmpty || !missing.isEmpty else { return nil }
            return (["  \(title(scenario.key))"] + (found + missing).map { "  " + $0 })
                .map { $0 + "\n" }.joined()
        }
        return parts.isEmpty ? "" : "\nsuggestions:\n" + parts.joined()
    }

    private static func lines(_ suggestion: Suggestion) -> [String] {
        ["  " + SuggestionText.promise(suggestion)]
            + SuggestionText.evidence(suggestion).map { "    " + $0 }
            + suggestion.configuration.split(separator: "\n").map { "      " + $0 }
    }

    static func write(
        _ suggestion: Suggestion,
        of key: SeriesKey,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            write(key, to: &writer)
            writer.member("phase", suggestion.phase.name)
            writer.member("kind", suggestion.kind.rawValue)
            writer.member("of", suggestion.quantity.rawValue)
            writer.member("saved", number: rounded(suggestion.saving.saved))
            writer.member("low", number: rounded(suggestion.saving.low))
            writer.member("high", number: rounded(suggestion.saving.high))
            writer.member("n", suggestion.n)
            writer.member("configuration", suggestion.configuration)
            writer.member("evidence", SuggestionText.evidence(suggestion)) { $0.text($1) }
        }
    }

    static func write(
        _ tooFew: Suggestions.TooFew,
        of key: SeriesKey,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            write(key, to: &writer)
            writer.member("phase", tooFew.phase.name)
            writer.member("n", tooFew.executions)
            writer.member("missing", tooFew.missing)
        }
    }

    /// Digits that every processor gives alike.
    private static func rounded(_ share: Double) -> Double { (share * 1e6).rounded() / 1e6 }
}
