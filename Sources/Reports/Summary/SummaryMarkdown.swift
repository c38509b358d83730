package import Suites
internal import Scenarios
internal import Workflows
internal import XML

/// A suite as `summary.md`: what failed, the worst first, a table of the scenarios, below it what did not hold in each.
package enum SummaryMarkdown {
    /// GitHub refuses a job summary of more than 1 MiB.
    package static let maxBytes = 900_000
    private static let maxRows = 500
    private static let maxFailures = 10
    private static let maxNotes = 20
    private static let maxTextBytes = 2000
    /// Room for a line that counts what is left out.
    private static let reserve = 100

    /// The Markdown text, at most `limit` bytes of it; what is left out is counted, and where not even that has room,
    /// it is empty.
    ///
    /// The worst scenarios come first in the table and below it.
    package static func text(_ suite: SuiteResult, limit: Int = maxBytes) -> String {
        var text = "# Scenarios\n\n\(SuiteCounts.text(suite))"
        text += suite.wasCancelled ? ", cancelled before the end\n" : "\n"
        guard text.utf8.count + 2 * reserve <= limit else { return "" }
        let scenarios = worstFirst(suite.scenarios)
        text += FailureList.markdown(suite, limit: (limit - text.utf8.count - reserve) / 3)
        text += table(scenarios, limit: limit - text.utf8.count - reserve)
        var leftOut = 0
        for scenario in scenarios where scenario.isWorthTelling {
            let details = leftOut == 0 ? details(scenario) : ""
            if leftOut == 0, text.utf8.count + details.utf8.count + reserve < limit {
                text += details
            } else {
                leftOut += 1
            }
        }
        if leftOut > 0 {
            let noun = leftOut == 1 ? "scenario" : "scenarios"
            text += "\n… \(leftOut) more \(noun) with failures\n"
        }
        for notes in [
            notes(suite.scenarios, EffectText.lines), notes(suite.scenarios, LeftoverText.lines),
        ]
        where text.utf8.count + notes.utf8.count <= limit {
            text += notes
        }
        return text
    }

    /// A text of lines below a title, at most `limit` bytes of it, the same way.
    package static func text(title: String, lines: String, limit: Int = maxBytes) -> String {
        var room = limit - title.utf8.count - reserve
        guard room > 0 else { return "" }
        let all = PlainText.lines(lines)
        let shown = all.prefix { line in
            room -= MarkdownText.html(line).utf8.count + 1
            return room >= 0
        }
        let rest = all.count - shown.count
        let end = rest > 0 ? ["… \(rest) more \(rest == 1 ? "line" : "lines")"] : []
        return "# \(title)\n\n\(MarkdownText.block(shown + end))\n"
    }

    private static func table(_ scenarios: [ScenarioResult], limit: Int) -> String {
        guard !scenarios.isEmpty else { return "" }
        // What nobody says takes no room.
        let hasUsage = scenarios.contains { !$0.usageText.isEmpty }
        var text = "\n| scenario | status | runs | duration |\(hasUsage ? " usage |" : "")\n"
        text += "| --- | --- | ---: | ---: |\(hasUsage ? " ---: |" : "")\n"
        var count = 0
        for scenario in scenarios.prefix(maxRows) {
            let row = row(scenario, hasUsage: hasUsage)
            guard text.utf8.count + row.utf8.count + reserve <= limit else { break }
            text += row
            count += 1
        }
        let rest = scenarios.count - count
        guard rest > 0 else { return text }
        return text + "\n… \(rest) more \(rest == 1 ? "scenario" : "scenarios")\n"
    }

    /// In the order of the worst of what failed in each, then what else is worth telling, then the others.
    private static func worstFirst(_ scenarios: [ScenarioResult]) -> [ScenarioResult] {
        let others = FailureWeight.allCases.count
        return scenarios.enumerated()
            .map { place, scenario -> (key: (Int, Int), scenario: ScenarioResult) in
                let worst = SuiteFailure.all(of: scenario).map(\.weight.rawValue).min()
                return ((worst ?? (scenario.isWorthTelling ? others : others + 1), place), scenario)
            }
            .sorted { $0.key < $1.key }
            .map(\.scenario)
    }

    private static func row(_ scenario: ScenarioResult, hasUsage: Bool) -> String {
        let cells =
            [
                MarkdownText.inline(XMLText.cut(scenario.title, toBytes: 100)),
                "\(scenario.status.mark) \(scenario.status.rawValue)",
                scenario.runsText,
                scenario.durationText,
            ] + (hasUsage ? [scenario.usageText] : [])
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    private static func details(_ scenario: ScenarioResult) -> String {
        var lines: [String] = []
        if let breakage = scenario.breakage {
            lines += FailureText.breakage(cut(breakage))
        }
        lines += CancellationText.lines(of: scenario)
        lines += reported(worstFirst(scenario.failures), of: scenario)
        for (index, failures) in scenario.failedTries.enumerated() {
            lines += ["try \(index + 1) failed"] + reported(failures, of: scenario)
        }
        lines += scenario.runs.flatMap(HookText.lines)
        if let reason = scenario.skipReason {
            lines += PlainText.lines(cut(reason)).map { "  \(FailureText.gutter)\($0)" }
        }
        if scenario.status != .passed { lines.append(FailureText.replayOfFirst(scenario)) }
        let name = MarkdownText.html(PlainText.oneLine(scenario.title, limit: 100))
        let title = "\(scenario.status.mark) <b>\(name)</b> \(scenario.status.rawValue)"
        return """

            <details><summary>\(title)</summary>

            \(MarkdownText.block(lines))

            </details>

            """
    }

    /// What there is to know of scenarios that passed too: what agents did to the world, and what programs left that no
    /// result holds.
    private static func notes(
        _ scenarios: [ScenarioResult],
        _ body: (ScenarioResult) -> [String]
    ) -> String {
        var lines: [String] = []
        for scenario in scenarios where lines.count <= maxNotes {
            let name = PlainText.oneLine(scenario.title, limit: 100)
            lines += body(scenario).map { "\(name): \($0)" }
        }
        guard !lines.isEmpty else { return "" }
        let rest = lines.count > maxNotes ? ["… and more"] : []
        return "\n\(MarkdownText.block(lines.prefix(maxNotes) + rest))\n"
    }

    private static func reported(
        _ failures: [ExpectationFailure],
        of scenario: ScenarioResult
    ) -> [String] {
        let groups = FailureGroup.all(of: failures)
        let shown = groups.prefix(maxFailures).flatMap { group in
            let short = group.with(
                expected: cut(group.first.expected),
                found: cut(group.first.found)
            )
            let show = FailureText.show(group.first.storedID, of: scenario)
            return FailureText.lines(short, in: scenario) + [show].compactMap(\.self)
        }
        let rest = groups.count - maxFailures
        return rest > 0 ? shown + ["… \(rest) more"] : shown
    }

    private static func worstFirst(_ failures: [ExpectationFailure]) -> [ExpectationFailure] {
        failures.enumerated()
            .map { place, failure in ((FailureWeight(failure).rawValue, place), failure) }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    private static func cut(_ text: String) -> String {
        XMLText.cut(text, toBytes: maxTextBytes)
    }
}

extension ScenarioResult {
    /// Whether more is to be said than that it passed.
    fileprivate var isWorthTelling: Bool {
        status != .passed || runs.contains { !$0.hookFailures.isEmpty }
    }
}
