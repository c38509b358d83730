internal import Suites
internal import Scenarios

/// Turns what came of a scenario into cases, none of which passes where the scenario did not.
struct JUnitCases {
    private let scenario: ScenarioResult
    /// The run that represents what broke; none where each run has a result.
    private let brokenRun: Int?

    init(_ scenario: ScenarioResult) {
        self.scenario = scenario
        let runs = scenario.runs
        let unreached = runs.indices.first { runs[$0].repetitions.isEmpty }
        let interrupted = scenario.cancelledRun.flatMap { id in
            scenario.runs.firstIndex { $0.repetitions.last?.id == id }
        }
        brokenRun = scenario.breakage == nil ? nil : interrupted ?? unreached
    }

    /// What follows the names of a variant's cases.
    private var variant: String { scenario.variant.map { " \($0.label)" } ?? "" }

    /// The same as text of one line.
    private var shownVariant: String { PlainText.oneLine(variant, orElse: "") }

    /// One case for each declared run, then the invariants.
    func all() -> [JUnitCase] {
        var names = UniqueNames()
        let tries = FailedTries(scenario)
        var cases = scenario.runs.enumerated().map { index, run in
            made(
                names.claim("run \(PlainText.oneLine(run.name))\(shownVariant)"),
                place: run.location,
                time: run.wallTime,
                outcome: outcome(of: run, at: index),
                tries: tries.ofRun(index),
                output: CaseOutput.text(of: run, isVirtual: scenario.isVirtual)
            )
        }
        let invariants = made(
            PlainText.oneLine("invariants\(variant)"),
            place: scenario.file,
            time: .zero,
            outcome: invariantsOutcome(runs: cases),
            tries: tries.ofScenario,
            output: ""
        )
        cases.append(invariants)
        return cases
    }

    private func made(
        _ name: String,
        place: String,
        time: Duration,
        outcome: JUnitCase.Outcome,
        tries: [JUnitCase.FailedTry],
        output: String
    ) -> JUnitCase {
        var made = JUnitCase(
            name: name,
            place: SourcePlace(place, orElse: scenario.file),
            time: time,
            outcome: outcome
        )
        guard !tries.isEmpty else {
            made.output = output
            return made
        }
        switch outcome {
        case .passed where scenario.status == .flaky, .failed where scenario.status == .flaky:
            made.flakes = tries
            made.output = output
        default:
            // A failed case has one result; its earlier tries are described in words.
            made.output = ([output] + tries.map(earlier)).filter { !$0.isEmpty }
                .joined(separator: "\n\n")
        }
        return made
    }

    private func outcome(of run: RunResult, at index: Int) -> JUnitCase.Outcome {
        if let skipped { return skipped }
        if let breakage = scenario.breakage, index == brokenRun {
            return broken(breakage, at: run.location, failures: run.failures)
        }
        if !run.failures.isEmpty { return .failed(run.failures) }
        return run.repetitions.isEmpty ? .skipped("this run was not reached") : .passed
    }

    private func invariantsOutcome(runs: [JUnitCase]) -> JUnitCase.Outcome {
        if let skipped { return skipped }
        let failures = scenario.invariantFailures
        if let breakage = scenario.breakage, brokenRun == nil {
            return broken(breakage, at: scenario.file, failures: failures)
        }
        if !failures.isEmpty { return .failed(failures) }
        let isTold = runs.contains { run in
            switch run.outcome {
            case .failed, .broken: true
            case .passed, .skipped: false
            }
        }
        if scenario.status == .failed, !isTold {
            return broken("the scenario failed, and nothing says why", at: scenario.file)
        }
        let declared = scenario.runs
        let isWhole =
            !scenario.wasCancelled
            && !declared.indices.contains { declared[$0].repetitions.isEmpty }
        return isWhole ? .passed : .skipped("not decided, because not every run was reached")
    }

    private var skipped: JUnitCase.Outcome? {
        guard scenario.status == .skipped else { return nil }
        return .skipped(PlainText.oneLine(scenario.skipReason ?? "", orElse: "no reason given"))
    }

    private func broken(
        _ breakage: String,
        at location: String,
        failures: [ExpectationFailure] = []
    ) -> JUnitCase.Outcome {
        let place = SourcePlace(location, orElse: scenario.file)
        let lines = PlainText.lines(breakage)
        let reported =
            lines.prefix(1).map { "\(place.text): \($0)" }
            + lines.dropFirst().map { "  \(FailureText.gutter)\($0)" }
            + ["  seed     \(scenario.seed)"] + CancellationText.lines(of: scenario)
            + [FailureText.replay(scenario)]
        var text = reported.joined(separator: "\n")
        if !failures.isEmpty { text += "\n\n" + FailureText.text(failures, in: scenario) }
        return .broken(
            message: PlainText.oneLine(lines.first ?? "", limit: 4096),
            text: text,
            wasCancelled: scenario.wasCancelled
        )
    }

    private func earlier(_ attempt: JUnitCase.FailedTry) -> String {
        let text = FailureText.text(attempt.failures, in: scenario)
        return "failed on try \(attempt.number)" + (text.isEmpty ? "" : ":\n\(text)")
    }
}
