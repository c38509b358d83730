internal import Suites
internal import Scenarios
internal import XML

/// Words for an expectation that did not hold.
enum FailureText {
    /// Precedes a line that may not be ours: an agent's text never begins a line.
    static let gutter = "| "

    /// Place and run, then what was expected, what was found, and the seed, each on its own lines.
    ///
    /// - Parameter maxLines: How many lines of what was found are shown.
    static func lines(
        _ group: FailureGroup,
        in scenario: ScenarioResult,
        maxLines: Int = .max
    ) -> [String] {
        let failure = group.first
        let place = SourcePlace(failure.location, orElse: scenario.file)
        let whom = failure.run.isEmpty ? "scenario" : "run \(PlainText.oneLine(group.runs))"
        return ["\(place.text): \(whom)"]
            + labelled("expected", PlainText.lines(failure.expected), maxLines: maxLines)
            + labelled("found", PlainText.lines(failure.found), maxLines: maxLines)
            + ["  seed     \(failure.seed)"]
    }

    /// All failures, each with the commands that show it again.
    static func text(_ failures: [ExpectationFailure], in scenario: ScenarioResult) -> String {
        FailureGroup.all(of: failures).map { group in
            let lines = lines(group, in: scenario) + commands(of: group.first, in: scenario)
            return lines.joined(separator: "\n")
        }
        .joined(separator: "\n\n")
    }

    /// What broke that is not an expectation, its first line labelled.
    static func breakage(_ breakage: String) -> [String] {
        PlainText.lines(breakage).enumerated().map { index, line in
            index == 0 ? "broke off: \(line)" : "  \(gutter)\(line)"
        }
    }

    /// The command that runs the scenario again, labelled.
    static func replay(_ scenario: ScenarioResult, repetition: Int? = nil) -> String {
        "  replay   \(PlainText.oneLine(scenario.replayCommand(repetition: repetition)))"
    }

    /// The command that runs a failed scenario again; where a repeated run failed first, that repetition of it alone.
    static func replayOfFirst(_ scenario: ScenarioResult) -> String {
        replay(scenario, repetition: repetitionOfFirst(scenario))
    }

    /// The same command without its label.
    static func replayCommandOfFirst(_ scenario: ScenarioResult) -> String {
        PlainText.oneLine(scenario.replayCommand(repetition: repetitionOfFirst(scenario)))
    }

    /// The command that runs a failed run again, alone where it is one of many.
    static func replayCommand(of failure: ExpectationFailure, in scenario: ScenarioResult) -> String
    {
        PlainText.oneLine(scenario.replayCommand(repetition: repetition(of: failure, in: scenario)))
    }

    private static func repetitionOfFirst(_ scenario: ScenarioResult) -> Int? {
        let first = scenario.failures.first { !$0.run.isEmpty }
        return first.flatMap { repetition(of: $0, in: scenario) }
    }

    /// The repetition that shows a failure alone: on a real clock it can depend on what the others left in the cache.
    private static func repetition(
        of failure: ExpectationFailure,
        in scenario: ScenarioResult
    ) -> Int? {
        failure.repetition > 0 && scenario.isVirtual ? failure.repetition : nil
    }

    /// The commands that run a failed run again, alone where it is one of many, and that show what it did.
    static func commands(
        of failure: ExpectationFailure,
        in scenario: ScenarioResult
    ) -> [String] {
        [replay(scenario, repetition: repetition(of: failure, in: scenario))]
            + [show(failure.storedID, of: scenario)].compactMap(\.self)
    }

    /// The command that shows what a stored run did, labelled.
    static func show(_ id: String?, of scenario: ScenarioResult) -> String? {
        id.map { "  show     \(PlainText.oneLine(scenario.command("show", storedID: $0)))" }
    }

    /// The command that resumes a stored run, labelled.
    static func resume(_ id: String?, of scenario: ScenarioResult) -> String? {
        id.map { "  resume   \(PlainText.oneLine(scenario.command("resume", storedID: $0)))" }
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
        let margin = String(repeating: " ", count: width) + gutter
        return lines.enumerated().map { index, line in
            "  \(index == 0 ? title : margin)\(line)"
        }
    }
}
