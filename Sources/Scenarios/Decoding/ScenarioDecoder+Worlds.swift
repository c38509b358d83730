internal import Faults
internal import Shapes
internal import Workflows

// The worlds in which types of fault act.
extension ScenarioDecoder {
    /// A fault that can never act on the scenario's clock is the user's mistake.
    mutating func checkWorlds(_ clock: Scenario.Clock) {
        let isReal = if case .real = clock { true } else { false }
        let runs = (root[ScenarioKeys.runs] ?? []).enumerated()
        check(root[ScenarioKeys.faults] ?? [], isReal: isReal, "faults")
        for (index, run) in runs {
            check(run[RunKeys.faults] ?? [], isReal: isReal, "runs[\(index)].faults")
        }
    }

    private mutating func check(_ faults: [SourceNode], isReal: Bool, _ path: String) {
        for (index, fault) in faults.enumerated() {
            let named = fault[FaultKeys.failpoint]?.text ?? Failpoint.agentCall.rawValue
            guard let inject = fault[FaultKeys.inject], let entry = inject.tagged,
                let failpoint = Failpoint(rawValue: named),
                let worlds = FaultType.named(entry.key)?.places[failpoint],
                worlds == (isReal ? .virtual : .live)
            else { continue }
            problems.add(
                inject,
                "\(path)[\(index)].inject",
                "expected a \(isReal ? "virtual" : "real") clock, the only one on which "
                    + "\(entry.key) acts at \(named), found a \(isReal ? "real" : "virtual") one"
            )
        }
    }
}
