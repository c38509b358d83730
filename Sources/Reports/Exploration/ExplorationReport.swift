internal import Exploration
internal import Invariants
internal import Scenarios
internal import Workflows

/// What exploring came to, for people.
package enum ExplorationReport {
    /// How many sentences of what was never reached are shown.
    private static let mostNever = 10

    /// The whole report.
    package static func text(_ suite: ExploredSuite, style: ConsoleStyle) -> String {
        var lines: [String] = []
        for explored in suite.scenarios { lines += paragraph(explored, style) }
        lines.append(summary(suite))
        return lines.map { "\($0)\n" }.joined()
    }

    /// Whether the harness is alive, what was found, and why it is not complete.
    private static func summary(_ suite: ExploredSuite) -> String {
        var words: [String] = []
        let count = suite.findings.count
        words.append(count == 1 ? "1 violation" : "\(count) violations")
        if let isCaught = suite.isCanaryCaught {
            words.append("canary \(isCaught ? "caught" : "missed")")
        }
        let again = suite.scenarios.compactMap(\.exploration).reduce(0) { $0 + $1.rechecked }
        words.append("\(again) seeds executed again")
        if let stopped = suite.stopped { words.append("stopped by \(stopped)") }
        return words.joined(separator: ", ")
    }

    private static func paragraph(_ explored: ExploredScenario, _ style: ConsoleStyle) -> [String] {
        let name = line("\(explored.scenario.file): \(explored.scenario.name)")
        switch explored.outcome {
        case .skipped(let reason):
            return ["\(style.painted("skipped", .yellow)) \(name)", line("  \(reason)")]
        case .explored(let exploration, let findings):
            let isBroken = !findings.isEmpty
            let mark = style.painted(isBroken ? "broken" : "holds", isBroken ? .red : .green)
            var lines = ["\(mark) \(name)"]
            lines += amounts(exploration)
            for kept in findings { lines += paragraph(kept).map(line) }
            lines += exploration.never.prefix(mostNever).map { line("  \($0)") }
            let more = exploration.never.count - mostNever
            if more > 0 { lines.append("  and \(more) more that were never reached") }
            return lines
        }
    }

    private static func line(_ text: String) -> String { PlainText.oneLine(text, limit: 4096) }

    private static func amounts(_ exploration: Exploration) -> [String] {
        var lines: [String] = []
        let (singles, pairs) = (exploration.singles, exploration.pairs)
        if exploration.isExhaustive, exploration.findings.isEmpty, singles.total > 0 {
            lines.append("  all \(singles.total) single and \(pairs.total) double faults survive")
        } else if singles.total > 0 {
            lines.append(
                "  \(singles.executed) of \(singles.total) single and \(pairs.executed) of "
                    + "\(pairs.total) double faults executed"
            )
        }
        let seeds = exploration.seeds == 1 ? "1 seed" : "\(exploration.seeds) seeds"
        var line = "  \(seeds)"
        if let rate = rate(exploration) { line += ", \(rate) a second" }
        line += ", trace \(hash(exploration))"
        lines.append(line)
        return lines
    }

    private static func paragraph(_ kept: KeptFinding) -> [String] {
        let finding = kept.finding
        let promise = finding.violation.promise
        var lines = [
            "  \(promise.harm.rawValue): \(promise.name) (a promise of the \(kept.owner))",
            "    \(place(finding.violation)): \(finding.violation.message)",
        ]
        lines += finding.schedule.map { "    \(words($0))" }
        lines += kept.bounds.map { "    \($0)" }
        var account = "    seed \(finding.seed), \(kept.faults) faults after \(kept.reruns) reruns"
        if kept.saved == nil {
            account += "; its schedule alone does not show it again"
        } else if kept.path == nil {
            account += "; not saved: no file there could extend the scenario (--save DIR)"
        } else if kept.isVerified == false {
            account += "; a fresh process does not fail on the file"
        }
        lines.append(account)
        if let path = kept.path { lines.append("    moonlight replay \(path)") }
        return lines
    }

    /// A run, and the event at which something shows.
    static func place(_ violation: Violation) -> String {
        violation.sequence > 0
            ? "event \(violation.sequence) of \(violation.run)" : violation.run
    }

    /// A firing in words: `ack_lost at agent.call of pay, attempt 1, in cold`.
    static func words(_ firing: ScheduledFiring) -> String {
        let (type, parameters) = (firing.sample.type, firing.sample.parameters)
        let text = ScheduleText.words(type, parameters == "{}" ? nil : parameters, at: firing.site)
        return firing.isOwn ? text + " (declared: \(firing.id))" : text
    }

    /// Whole seeds in a second; `nil` where too little was measured.
    static func rate(_ exploration: Exploration) -> Int? {
        let (seconds, attoseconds) = exploration.seedsTime.components
        let time = Double(seconds) + Double(attoseconds) / 1e18
        guard time > 0, exploration.seeds > 0 else { return nil }
        return Int(clamping: Int64((Double(exploration.seeds) / time).rounded()))
    }

    static func hash(_ exploration: Exploration) -> String {
        let digits = String(exploration.hash, radix: 16)
        return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    }
}
