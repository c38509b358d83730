internal import Scenarios

/// What did not hold on a scenario's earlier tries, by the case that it concerns.
struct FailedTries {
    /// What concerns no single run; a try that failed for no known reason is here too.
    private(set) var ofScenario: [JUnitCase.FailedTry] = []
    private var runs: [Int: [JUnitCase.FailedTry]] = [:]

    init(_ scenario: ScenarioResult) {
        for (index, failures) in scenario.failedTries.enumerated() {
            let byRun = Dictionary(grouping: failures) { Self.index(of: $0.run, in: scenario) }
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

    /// The run with this id, be it a repetition's (`warm#2`) that the last try did not reach.
    private static func index(of id: String, in scenario: ScenarioResult) -> Int? {
        if let exact = scenario.runs.firstIndex(where: { $0.name == id }) { return exact }
        let repetition = RepetitionName(id)
        guard repetition.number != nil else { return nil }
        return scenario.runs.firstIndex { $0.name == repetition.name }
    }
}
