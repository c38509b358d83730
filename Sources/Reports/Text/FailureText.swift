internal import Scenarios
internal import XML

/// Words for an expectation that did not hold.
enum FailureText {
    /// Place and run, then what was expected, what was found, and the seed, each on lines of its own.
    ///
    /// - Parameter maxLines: How many lines of what was found are shown.
    static func lines(
        _ failure: ExpectationFailure,
        in scenario: ScenarioResult,
        maxLines: Int = .max
    ) -> [String] {
        let place = SourcePlace(failure.location, orElse: scenario.file)
        let whom = failure.run.isEmpty ? "scenario" : "run \(PlainText.oneLine(failure.run))"
        return ["\(place.text): \(whom)"]
            + labelled("expected", PlainText.lines(failure.expected), maxLines: maxLines)
            + labelled("found", PlainText.lines(failure.found), maxLines: maxLines)
            + ["  seed     \(failure.seed)"]
    }

    /// All failures, each with the command that shows it again.
    static func text(_ failures: [ExpectationFailure], in scenario: ScenarioResult) -> String {
        failures.map { failure in
            let lines = lines(failure, in: scenario) + [replay(scenario)]
            return lines.joined(separator: "\n")
        }
        .joined(separator: "\n\n")
    }

    /// What broke that is no expectation, its first line labelled.
    static func breakage(_ breakage: String) -> [String] {
        PlainText.lines(breakage).enumerated().map { index, line in
            index == 0 ? "broke off: \(line)" : "  \(line)"
        }
    }

    /// The command that runs the scenario again, labelled.
    static func replay(_ scenario: ScenarioResult) -> String {
        "  replay   \(PlainText.oneLine(scenario.replayCommand))"
    }

    /// The first failure in one line, and how many more there are.
    static func message(_ failures: [ExpectationFailure]) -> String {
        guard let first = failures.first else { return "failed without a stated reason" }
        let message = PlainText.oneLine(first.message, limit: 4096)
        return failures.count == 1 ? message : "\(message) (and \(failures.count - 1) more)"
    }

    private static func labelled(_ label: String, _ lines: [String], maxLines: Int) -> [String] {
        var lines = lines.isEmpty ? ["nothing"] : lines
        if lines.count > maxLines {
            let rest = lines.count - maxLines
            lines = lines.prefix(maxLines) + ["… \(rest) more \(rest == 1 ? "line" : "lines")"]
        }
        let width = "expected ".count
        let title = label + String(repeating: " ", count: width - label.count)
        let margin = String(repeating: " ", count: width)
        return lines.enumerated().map { index, line in
            "  \(index == 0 ? title : margin)\(line)"
        }
    }
}
