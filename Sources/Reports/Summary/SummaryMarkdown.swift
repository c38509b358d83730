package import Scenarios
internal import Workflows
internal import XML

/// A suite as `summary.md`: a table of the scenarios, below it what did not hold.
package enum SummaryMarkdown {
    /// GitHub refuses a job summary of more than 1 MiB.
    private static let maxBytes = 900_000
    private static let maxRows = 500
    private static let maxFailures = 10
    private static let maxNotes = 20
    private static let maxTextBytes = 2000

    /// The Markdown text, at most 1 MiB of it; what is left out is counted.
    ///
    /// Failed and flaky scenarios come first in the table where not all have room.
    package static func text(_ suite: SuiteResult) -> String {
        var text = "# Scenarios\n\n\(SuiteCounts.text(suite))"
        text += suite.wasCancelled ? ", cancelled before the end\n" : "\n"
        text += table(suite.scenarios)
        var leftOut = 0
        for scenario in suite.scenarios where scenario.isWorthTelling {
            let details = leftOut == 0 ? details(scenario) : ""
            if leftOut == 0, text.utf8.count + details.utf8.count < maxBytes {
                text += details
            } else {
                leftOut += 1
            }
        }
        if leftOut > 0 { text += "\n… \(leftOut) more scenarios with failures\n" }
        return text + leftovers(suite.scenarios)
    }

    private static func table(_ scenarios: [ScenarioResult]) -> String {
        guard !scenarios.isEmpty else { return "" }
        var shown = scenarios
        if scenarios.count > maxRows {
            shown = scenarios.filter(\.isWorthTelling) + scenarios.filter { !$0.isWorthTelling }
        }
        // What nobody says takes no room.
        let hasUsage = shown.contains { !$0.usageText.isEmpty }
        var text = "\n| scenario | status | runs | duration |\(hasUsage ? " usage |" : "")\n"
        text += "| --- | --- | ---: | ---: |\(hasUsage ? " ---: |" : "")\n"
        for scenario in shown.prefix(maxRows) {
            let cells =
                [
                    MarkdownText.inline(XMLText.cut(scenario.name, toBytes: 100)),
                    "\(scenario.status.mark) \(scenario.status.rawValue)",
                    scenario.runsText,
                    scenario.durationText,
                ] + (hasUsage ? [scenario.usageText] : [])
            text += "| \(cells.joined(separator: " | ")) |\n"
        }
        let rest = scenarios.count - maxRows
        return rest > 0 ? text + "\n… \(rest) more scenarios\n" : text
    }

    private static func details(_ scenario: ScenarioResult) -> String {
        var lines: [String] = []
        if let breakage = scenario.breakage {
            lines += FailureText.breakage(cut(breakage))
        }
        lines += told(scenario.failures, of: scenario)
        for (index, failures) in scenario.failedTries.enumerated() {
            lines += ["try \(index + 1) failed"] + told(failures, of: scenario)
        }
        if let reason = scenario.skipReason {
            lines += PlainText.lines(cut(reason)).map { "  \($0)" }
        }
        lines.append(FailureText.replay(scenario))
        let name = MarkdownText.html(PlainText.oneLine(scenario.name, limit: 100))
        let title = "\(scenario.status.mark) <b>\(name)</b> \(scenario.status.rawValue)"
        return """

            <details><summary>\(title)</summary>

            \(MarkdownText.block(lines))

            </details>

            """
    }

    /// What programs left that no result holds, of scenarios that passed too.
    private static func leftovers(_ scenarios: [ScenarioResult]) -> String {
        var lines: [String] = []
        for scenario in scenarios where lines.count <= maxNotes {
            let name = PlainText.oneLine(scenario.name, limit: 100)
            lines += LeftoverText.lines(scenario).map { "\(name): \($0)" }
        }
        guard !lines.isEmpty else { return "" }
        let rest = lines.count > maxNotes ? ["… and more"] : []
        return "\n\(MarkdownText.block(lines.prefix(maxNotes) + rest))\n"
    }

    private static func told(
        _ failures: [ExpectationFailure],
        of scenario: ScenarioResult
    ) -> [String] {
        let shown = failures.prefix(maxFailures).flatMap { failure in
            var short = failure
            short.expected = cut(failure.expected)
            short.found = cut(failure.found)
            return FailureText.lines(short, in: scenario)
        }
        let rest = failures.count - maxFailures
        return rest > 0 ? shown + ["… \(rest) more"] : shown
    }

    private static func cut(_ text: String) -> String {
        XMLText.cut(text, toBytes: maxTextBytes)
    }
}

extension ScenarioResult {
    /// Whether more is to be said than that it passed.
    fileprivate var isWorthTelling: Bool {
        status != .passed
    }
}
