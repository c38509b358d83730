internal import Invariants
internal import Agents
internal import Faults
internal import Shapes
internal import Workflows

// The clock that a scenario runs on, and what depends on it.
extension ScenarioDecoder {
    mutating func clock(_ runs: [ScenarioRun]) -> Scenario.Clock {
        let program = runs.lazy.compactMap(Self.program).first
        let declared = root[ScenarioKeys.clock]?.text
        if declared == "virtual", let program, let node = root[ScenarioKeys.clock] {
            problems.add(
                node,
                "clock",
                "expected real, because \(program), found \"virtual\""
            )
        }
        let isReal = declared == "real" || (declared == nil && program != nil)
        if !isReal, let node = root.node(ScenarioKeys.timeScale) {
            problems.add(
                node,
                "time_scale",
                "expected a real clock, without which nothing is scaled"
            )
        }
        if isReal, let runs = root[ScenarioKeys.runs] {
            for (index, run) in runs.enumerated() {
                guard let node = run.node(RunKeys.advance) else { continue }
                problems.add(
                    node,
                    "runs[\(index)].advance",
                    "expected a virtual clock, because real time cannot be advanced"
                )
            }
        }
        let isShared = runs.contains { $0.configuration.cacheStore == .shared }
        if isReal || isShared, let node = root.node(ScenarioKeys.invariants),
            let name = InvariantKeys.chosen(by: node).first(where: \.needsSecondExecution)
        {
            problems.add(
                node,
                "invariants",
                isReal
                    ? "expected a virtual clock, on which a second execution can be compared for "
                        + name.rawValue
                    : "expected cache.store: run, because another execution finds what the first "
                        + "one left (\(name.rawValue))"
            )
        }
        return isReal ? .real(timeScale: root[ScenarioKeys.timeScale] ?? 1) : .virtual
    }

    /// What acts on one of the clocks alone is a mistake on the other.
    mutating func check(_ faults: [DeclaredFault], on clock: Scenario.Clock) {
        problems.check(faults, on: clock)
    }

    /// What of a run only real time can execute.
    private static func program(of run: ScenarioRun) -> String? {
        let agents = run.agents.values
        if agents.contains(where: { if case .process = $0.agent { true } else { false } }) {
            return "an agent is a process"
        }
        if !run.hooks.isEmpty { return "a hook is a program" }
        let isValidated = run.configuration.phases.values.contains { settings in
            settings.validators.contains(where: \.isLive)
        }
        return isValidated ? "a validator is a program" : nil
    }
}

extension ProblemList {
    /// What acts on one of the clocks alone is a mistake on the other.
    mutating func check(_ faults: [DeclaredFault], on clock: Scenario.Clock) {
        let isVirtual = clock == .virtual
        for declared in faults {
            let fault = declared.fault
            let type = fault.injection.type
            guard let worlds = type.places[fault.failpoint], worlds != .both,
                isVirtual != (worlds == .virtual)
            else { continue }
            add(
                at: declared.location,
                "faults",
                "expected a \(isVirtual ? "real" : "virtual") clock, where \(type.name) acts at "
                    + "\(fault.failpoint.rawValue), found a \(isVirtual ? "virtual" : "real") one"
            )
        }
    }
}
