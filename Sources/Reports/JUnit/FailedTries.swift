internal import Suites
internal import Scenarios

/// What did not hold on a scenario's earlier tries, by the case that it concerns.
struct FailedTries {
    /// What concerns no single run; a try that failed for no known reason is here too.
    private(set) var ofScenario: [JUnitCase.FailedTry] = []
    private var runs: [Int: [JUnitCase.FailedTry]] = [:]

    init(_ scenario: ScenarioResult) {
        for (index, failures) in scenario.failedTries.enumerated() {
            let byRun = Dictionary(grouping: failures) { failure in
                scenario.runs.firstIndex { $0.name == failure.runName }
            }
            for (run, failures) in byRun {
                guard let run else { continue }
                runs[run, default: []].append(.init(number: index + 1, failures: failures))
            }
            let rest = byRun[nil] ?? []
            if !rest.isEmpty || byRun.isEmpty {
                ofScenario.append(.init(number: index + 1, failures: rest))
            }
        }
    }

    /// What concerns the run at this index.
    func ofRun(_ index: Int) -> [JUnitCase.FailedTry] {
        runs[index] ?? []
    }
}
