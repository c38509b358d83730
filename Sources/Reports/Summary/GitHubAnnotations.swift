package import Scenarios
internal import XML

/// What did not hold, as workflow commands that GitHub shows beside the lines of the files.
package enum GitHubAnnotations {
    /// How many failures of one scenario are shown; GitHub shows ten for a whole step.
    private static let maxFailures = 10
    private static let maxBytes = 4096

    /// A line such as `::error file=a.yaml,line=3,title=…::expected …` for each failure, and a
    /// warning for each failed try of a scenario that passed in the end.
    package static func lines(_ suite: SuiteResult) -> [String] {
        suite.scenarios.flatMap(lines)
    }

    /// One error beside a line of a file.
    static func line(file: String, line: Int, title: String, message: String) -> String {
        command("error", at: "\(file):\(line)", title, message)
    }

    private static func lines(of scenario: ScenarioResult) -> [String] {
        switch scenario.status {
        case .failed: errors(of: scenario)
        case .flaky:
            scenario.failedTries.joined().prefix(maxFailures).map {
                command("warning", $0, in: scenario)
            }
        case .passed, .skipped: []
        }
    }

    private static func errors(of scenario: ScenarioResult) -> [String] {
        var lines = scenario.failures.prefix(maxFailures).map {
            command("error", $0, in: scenario)
        }
        if let breakage = scenario.breakage {
            lines.append(command("error", at: scenario.file, scenario.name, breakage))
        }
        if lines.isEmpty {
            lines.append(command("error", at: scenario.file, scenario.name, "failed"))
        }
        return lines
    }

    private static func command(
        _ level: String,
        _ failure: ExpectationFailure,
        in scenario: ScenarioResult
    ) -> String {
        let title = failure.run.isEmpty ? scenario.name : "\(scenario.name): \(failure.run)"
        let text = "expected \(failure.expected), found \(failure.found)"
        let location = failure.location.isEmpty ? scenario.file : failure.location
        return command(level, at: location, title, text)
    }

    private static func command(
        _ level: String,
        at location: String,
        _ title: String,
        _ text: String
    ) -> String {
        let place = SourcePlace(location, orElse: location)
        let title = property(PlainText.oneLine(title, limit: 200))
        let message = PlainText.lines(XMLText.cut(text, toBytes: maxBytes))
            .joined(separator: "\n")
        return "::\(level) file=\(property(place.file)),line=\(place.line ?? 1),title=\(title)"
            + "::\(escaped(message))"
    }

    /// A property ends at a comma, and the properties at a colon.
    private static func property(_ text: String) -> String {
        escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25")
            .replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }
}
