internal import Suites
internal import Scenarios

/// Words for a run that was cancelled from outside: by Ctrl-C, or because the scenario's time was up.
enum CancellationText {
    /// What the run did until then, and how to resume it; nothing if no run was in progress.
    static func lines(of scenario: ScenarioResult) -> [String] {
        guard let run = scenario.runInProgress else { return [] }
        return ["  \(CaseOutput.summary(of: run))"]
            + [
                FailureText.resume(run.storedID, of: scenario),
                FailureText.show(run.storedID, of: scenario),
            ].compactMap(\.self)
    }
}
