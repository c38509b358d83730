package import Suites
internal import Scenarios
internal import Workflows
internal import XML

/// A suite as lines for a person at a console.
package enum ConsoleReport {
    /// How many failures of one scenario are listed.
    private static let maxFailures = 10
    /// How many lines of what was found are shown.
    private static let maxFoundLines = 20
    /// How many of a process's last lines are shown.
    private static let maxProcessLines = 8
    private static let maxLineBytes = 1000

    /// A line for each scenario, below it what went wrong, at the end the counts.
    ///
    /// No character that comes from a scenario or a process acts on a terminal.
    ///
    /// - Parameter elapsed: The real time of the whole suite; without it, the scenarios' times added
    ///   up, which is longer where scenarios ran side by side.
    package static func text(
        _ suite: SuiteResult,
        style: ConsoleStyle,
        elapsed: Duration? = nil
    ) -> String {
        var lines: [String] = []
        for scenario in suite.scenarios where !style.isQuiet || scenario.status == .failed {
            lines += reported(scenario, style)
        }
        if !lines.isEmpty { lines.append("") }
        let time = SpanText.brief(elapsed ?? SuiteCounts.wallTime(suite))
        let end = suite.wasCancelled ? ", cancelled before the end" : ""
        let colour = summaryColour(suite)
        lines.append(style.painted("\(SuiteCounts.text(suite)) in \(time)\(end)", colour))
        return lines.map { $0 + "\n" }.joined()
    }

    private static func reported(_ scenario: ScenarioResult, _ style: ConsoleStyle) -> [String] {
        var head = style.painted(scenario.status.mark, colour(scenario.status))
        head += " \(PlainText.oneLine(scenario.title))  "
        if scenario.status == .skipped {
            let reason = PlainText.oneLine(scenario.skipReason ?? "", orElse: "no reason given")
            return [head + "skipped: \(XMLText.cut(reason, toBytes: maxLineBytes))"]
        }
        head += "\(scenario.runsText), \(scenario.durationText)"
        if let count = scenario.faultsLeftOut { head += ", \(FaultsLeftOut.text(count))" }
        let below =
            switch scenario.status {
            case .failed: failed(scenario)
            case .flaky: flaky(scenario)
            case .passed, .skipped: answers(scenario)
            }
        let hooks = scenario.runs.flatMap(HookText.lines)
        let all =
            below + cut(SilentFaultText.lines(scenario), to: maxFoundLines)
            + cut(hooks, to: maxFoundLines) + LeftoverText.lines(scenario)
        return [head] + all.map { $0.isEmpty ? $0 : "    " + $0 }
    }

    private static func failed(_ scenario: ScenarioResult) -> [String] {
        let leftOut = scenario.runs.reduce(0) { $0 + $1.repetitions.failuresLeftOut }
        var lines = reported(scenario.failures, of: scenario, leftOut: leftOut)
        if let breakage = scenario.breakage {
            lines += cut(FailureText.breakage(breakage), to: maxFoundLines)
        }
        lines += CancellationText.lines(of: scenario)
        for run in scenario.runs { lines += why(run, of: scenario) }
        return lines + [FailureText.replayOfFirst(scenario)]
    }

    /// Why a run did not hold: of its repetitions the first that failed. What ended as expected explains nothing.
    private static func why(_ run: RunResult, of scenario: ScenarioResult) -> [String] {
        guard run.repetitions.failed > 0,
            let repetition = run.repetitions.first(where: { !$0.failures.isEmpty })
        else { return [] }
        let id = PlainText.oneLine(repetition.id)
        var lines: [String] = []
        if let error = repetition.error, !isTold(error, in: repetition.failures) {
            lines = cut(CaseOutput.cause(error), to: maxProcessLines)
            lines = ["  run \(id) failed:"] + lines.map { "    \(FailureText.gutter)\($0)" }
        }
        let effects = EffectText.lines(of: repetition)
        if !effects.isEmpty {
            lines += ["  run \(id) did:"] + cut(effects, to: maxProcessLines).map { "    \($0)" }
        }
        // Of several failing runs each says whose command this is; a shell ignores it.
        let isAlone = scenario.runs.count { $0.repetitions.failed > 0 } == 1
        return lines + repetition.transcripts.flatMap { said($0, in: id) }
            + [
                FailureText.show(repetition.storedID, of: scenario).map {
                    isAlone ? $0 : "\($0)  # run \(id)"
                },
                goesOn(repetition) ? FailureText.resume(repetition.storedID, of: scenario) : nil,
            ].compactMap(\.self)
    }

    /// Whether it ended where somebody may want to resume it.
    private static func goesOn(_ repetition: RepetitionResult) -> Bool {
        [.cancelled, .paused, .interrupted].contains(repetition.status)
    }

    /// Whether a failure has the same message, so that it need not be read twice.
    private static func isTold(_ error: RunError, in failures: [ExpectationFailure]) -> Bool {
        failures.contains { $0.found.contains(error.failure.message) }
    }

    private static func flaky(_ scenario: ScenarioResult) -> [String] {
        var lines: [String] = []
        for (index, failures) in scenario.failedTries.enumerated() {
            lines.append("try \(index + 1) failed" + (failures.isEmpty ? "" : ":"))
            lines += reported(failures, of: scenario).map { "  " + $0 }
        }
        return lines
    }

    private static func answers(_ scenario: ScenarioResult) -> [String] {
        guard !scenario.isVirtual else { return [] }
        return scenario.runs.compactMap { run in
            guard let response = run.repetitions.last?.response else { return nil }
            let body = PlainText.oneLine(response.body, limit: 120)
            let name = PlainText.oneLine(run.name)
            return "run \(name): GET → \(response.status) \(body) on port \(response.port)"
        }
    }

    private static func reported(
        _ failures: [ExpectationFailure],
        of scenario: ScenarioResult,
        leftOut: Int = 0
    ) -> [String] {
        let groups = FailureGroup.all(of: failures)
        var lines = groups.prefix(maxFailures).flatMap { group in
            FailureText.lines(group, in: scenario, maxLines: maxFoundLines)
        }
        let rest = max(0, groups.count - maxFailures) + leftOut
        if rest > 0 { lines.append("… \(rest) more \(rest == 1 ? "failure" : "failures")") }
        return lines.map { XMLText.cut($0, toBytes: maxLineBytes) }
    }

    private static func said(_ transcript: RunTrace.Transcript, in id: String) -> [String] {
        let lines = PlainText.lines(transcript.text)
        let shown = lines.suffix(maxProcessLines).map { XMLText.cut($0, toBytes: maxLineBytes) }
        let rest = lines.count - shown.count
        return ["  run \(id): \(CaseOutput.title(of: transcript))"]
            + (rest > 0 ? ["    … \(rest) earlier \(rest == 1 ? "line" : "lines")"] : [])
            + shown.map { "    \(FailureText.gutter)\($0)" }
    }

    private static func cut(_ lines: [String], to count: Int) -> [String] {
        let shown = lines.prefix(count).map { XMLText.cut($0, toBytes: maxLineBytes) }
        return lines.count > count ? shown + ["… \(lines.count - count) more lines"] : shown
    }

    private static func colour(_ status: ScenarioResult.Status) -> ConsoleStyle.Colour {
        switch status {
        case .passed: .green
        case .failed: .red
        case .flaky: .yellow
        case .skipped: .grey
        }
    }

    private static func summaryColour(_ suite: SuiteResult) -> ConsoleStyle.Colour {
        if suite.count(.failed) > 0 { return .red }
        return suite.wasCancelled || suite.count(.flaky) > 0 ? .yellow : .green
    }
}
