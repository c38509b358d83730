internal import Exploration
internal import Invariants
internal import Scenarios
internal import Suites
internal import Workflows

/// What exploring came to as `report.html`: each violation with its smallest schedule and what it did to the world, and
/// what was reached at all.
package enum ExplorationPage {
    /// The document in UTF-8.
    ///
    /// - Parameter command: The command that made the report.
    package static func bytes(
        _ suite: ExploredSuite,
        command: String,
        surroundings: ReportEnvironment
    ) -> [UInt8] {
        let head = head(suite, command)
        let findings = suite.findings.enumerated().map { number, finding in
            article(finding.kept, of: finding.scenario, id: "violation-\(number + 1)")
        }
        let maps = suite.scenarios.enumerated().compactMap { number, explored in
            explored.exploration.map { ReachMap.html($0, id: "map-\(number + 1)") }
        }
        let violations =
            findings.isEmpty
            ? "" : section("violations", "Violations", findings.joined())
        let body = [
            head.html, "<main id=\"content\">\n", violations,
            section("reached", "What was reached", maps.joined()),
            skipped(suite), "</main>\n", PageFoot.html(surroundings),
        ]
        return HTMLPage(title: "\(head.verdict) – moonlight", body: body.joined()).bytes
    }

    private static func section(_ id: String, _ title: String, _ content: String) -> String {
        "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\">\n"
            + "<h2 id=\"\(id)-title\">\(title)</h2>\n\(content)</section>\n"
    }

    private static func head(_ suite: ExploredSuite, _ command: String) -> PageHead {
        let all = suite.scenarios.compactMap(\.exploration)
        let count = suite.findings.count
        let executions = all.reduce(0) { sum, exploration in
            sum + exploration.singles.executed + exploration.pairs.executed + exploration.seeds
        }
        var facts = [
            "\(all.reduce(0) { $0 + $1.singles.executed }) single and "
                + "\(all.reduce(0) { $0 + $1.pairs.executed }) double faults, "
                + "\(all.reduce(0) { $0 + $1.seeds }) seeds over "
                + SpanText.counted(all.count, "scenario", "scenarios")
        ]
        if let isCaught = suite.isCanaryCaught {
            facts.append("The planted mistake was \(isCaught ? "found" : "missed").")
        }
        if let stopped = suite.stopped {
            facts.append("Stopped by \(HTMLText.line(stopped)) before the end.")
        }
        return PageHead(
            mark: count == 0 ? "✓" : "✗",
            tone: count == 0 ? "good" : "bad",
            verdict: count == 0
                ? "Nothing is broken in \(executions) executions"
                : SpanText.counted(count, "violation", "violations") + " found",
            facts: facts,
            command: ("The same again:", command)
        )
    }

    private static func article(
        _ kept: KeptFinding,
        of scenario: Scenario,
        id: String
    ) -> String {
        let finding = kept.finding
        let promise = finding.violation.promise
        let place = ExplorationReport.place(finding.violation)
        let steps = finding.schedule.map {
            "<li>\(HTMLText.line(ExplorationReport.words($0)))</li>\n"
        }
        let bounds = kept.bounds.map { "<p>\(HTMLText.line($0))</p>\n" }
        let schedule =
            steps.isEmpty ? "<p>It takes no fault.</p>\n" : "<ol>\n\(steps.joined())</ol>\n"
        let again = kept.path.map {
            PageHead.commandLine(
                "moonlight replay \(ShellText.quoted($0))",
                purpose: "See it again:"
            )
        }
        return """
            <article class="claim" id="\(id)">
            <h3><span class="mark bad" aria-hidden="true">✗</span> \(HTMLText.line(promise.name)): \
            \(HTMLText.line(finding.violation.message))</h3>
            <p class="facts">\(HTMLText.line(scenario.file)), \(HTMLText.line(place)) · \
            \(promise.harm.rawValue) · a promise of the \(kept.owner) · seed \(finding.seed)</p>
            \(again ?? "")\(schedule)\(bounds.joined())\(ledger(kept.effects))</article>

            """
    }

    /// What agents did to the world under the smallest schedule.
    private static func ledger(_ effects: [RunEffect]) -> String {
        guard !effects.isEmpty else { return "" }
        let rows = effects.map { effect in
            "<tr><th scope=\"row\">\(HTMLText.line(effect.entry.name))</th>"
                + "<td>\(HTMLText.line(effect.run))</td>"
                + "<td>\(HTMLText.line(effect.entry.phase.name))</td>"
                + [effect.entry.applied, effect.entry.repeated, effect.entry.undone]
                .map { "<td class=\"number\">\($0)</td>" }.joined() + "</tr>\n"
        }
        let titles = ["effect", "run", "phase", "applied", "repeated", "undone"].map {
            "<th scope=\"col\">\($0)</th>"
        }
        return
            "<div class=\"wide\"><table class=\"figures\"><caption>What it did to the world</caption>"
            + "<thead><tr>\(titles.joined())</tr></thead><tbody>\n\(rows.joined())</tbody></table></div>\n"
    }

    private static func skipped(_ suite: ExploredSuite) -> String {
        let rows = suite.scenarios.compactMap { explored -> String? in
            guard case .skipped(let reason) = explored.outcome else { return nil }
            return
                "<li>\(HTMLText.line(explored.scenario.file)): \(HTMLText.line(reason))</li>\n"
        }
        return rows.isEmpty ? "" : section("skipped", "Skipped", "<ul>\n\(rows.joined())</ul>\n")
    }
}
