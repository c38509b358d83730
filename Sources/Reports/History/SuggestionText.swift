internal import Monitoring
internal import Statistics
internal import Workflows

/// Suggestions in words: what to write, what it saves, and what was measured.
enum SuggestionText {
    /// What a suggestion promises, in one line.
    static func promise(_ suggestion: Suggestion) -> String {
        let saving = suggestion.saving
        let phase = PlainText.oneLine(suggestion.phase.name)
        let of =
            switch suggestion.quantity {
            case .time: "of its time"
            case .failures: "of its failures"
            }
        return "\(phase): \(action(suggestion)) would have saved "
            + "\(MeasuredText.percent(saving.saved)) \(of); in the next \(suggestion.n) executions "
            + "\(MeasuredText.percent(saving.low)) to \(MeasuredText.percent(saving.high)) "
            + "(\(MeasuredText.percent(saving.confidence)) prediction interval)"
    }

    private static func action(_ suggestion: Suggestion) -> String {
        switch suggestion.change {
        case .cache(let evidence):
            evidence.isShared
                ? "keeping its results, from one scenario to the next too," : "keeping its results"
        case .timeout(let evidence): "a limit of \(SpanText.text(evidence.limit)) for attempts"
        case .fewerAttempts(let evidence):
            "\(attempts(evidence.to)) instead of \(evidence.from)"
        case .moreAttempts(let evidence):
            "up to \(attempts(evidence.to)) instead of \(evidence.from)"
        }
    }

    private static func attempts(_ count: Int) -> String {
        SpanText.counted(count, "attempt", "attempts")
    }

    /// The measurement behind it, in sentences.
    static func evidence(_ suggestion: Suggestion) -> [String] {
        let n = "the latest \(suggestion.n) executions"
        switch suggestion.change {
        case .cache(let found):
            return [
                "in \(n) \(found.matched) of \(SpanText.counted(found.turns, "turn", "turns")) had "
                    + "a key that an earlier one had, of "
                    + "\(SpanText.counted(found.keys, "key", "keys")) in all; \(sums(found.sums))",
                "that is what a cache saves that begins empty",
            ]
        case .timeout(let found): return timeout(found, n)
        case .fewerAttempts(let found):
            return [
                "in \(n) \(found.exhausted) of \(SpanText.counted(found.turns, "turn", "turns")) "
                    + "failed at all of \(found.from) attempts; \(sums(found.sums))",
                "\(share(found.cut, "success", "successes")) needed more than "
                    + attempts(found.to),
            ]
        case .moreAttempts(let found):
            return [
                "in \(n) \(share(found.exhausted, "turn", "turns")) failed at all of "
                    + "\(found.from) attempts, and how many succeeded at each attempt says that "
                    + "further ones would have helped",
                "it takes up to \(MeasuredText.percent(found.moreTime)) more time",
            ]
        }
    }

    private static func timeout(_ found: TimeoutEvidence, _ n: String) -> [String] {
        var lines = [
            "in \(n) \(found.longer) of \(SpanText.counted(found.calls, "attempt", "attempts")) "
                + "took longer; \(sums(found.sums)), the attempts that follow drawn from the "
                + "phase's own",
            "\(share(found.cut, "success", "successes")) would have been cut and tried again",
        ]
        if found.moreFailures >= 0.05 {
            lines.append(
                "\(MeasuredText.fixed(found.moreFailures, places: 1)) more turns would have ended "
                    + "without success"
            )
        }
        return lines
    }

    /// `3 of 50 successes (6 %, 95 % interval 1.3 % to 16.5 %)`.
    private static func share(_ found: Proportion, _ one: String, _ many: String) -> String {
        "\(found.successes) of \(SpanText.counted(found.trials, one, many)) "
            + "(\(MeasuredText.percent(found.share)), "
            + "\(MeasuredText.percent(found.confidence)) interval "
            + "\(MeasuredText.percent(found.low)) to \(MeasuredText.percent(found.high)))"
    }

    private static func sums(_ sums: SavingSums) -> String {
        "they took \(time(sums.without)), and would have taken \(time(sums.with))"
    }

    private static func time(_ microseconds: Double) -> String {
        SpanText.text(.microseconds(clamping: microseconds))
    }

    /// How much is missing, phases of which as much is known in one line.
    static func missing(_ tooFew: [Suggestions.TooFew]) -> [String] {
        var counts: [Int] = []
        for phase in tooFew where !counts.contains(phase.executions) {
            counts.append(phase.executions)
        }
        return counts.map { count in
            let phases = tooFew.filter { $0.executions == count }
            let names = phases.map { PlainText.oneLine($0.phase.name) }.joined(separator: ", ")
            return "\(names): nothing is suggested on "
                + "\(SpanText.counted(count, "execution", "executions")); "
                + "\(phases.first?.missing ?? 0) more are needed"
        }
    }
}
