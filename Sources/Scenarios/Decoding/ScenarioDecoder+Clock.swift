internal import Agents
internal import Shapes
internal import Invariants
internal import Workflows

// The clock that a scenario runs on, and what depends on it.
extension ScenarioDecoder {
    mutating func clock(_ runs: [ScenarioRun]) -> Scenario.Clock {
        let program = runs.lazy.compactMap(Self.program).first
        let declared = root["clock"]?.text
        if declared == "virtual", let program, let node = root["clock"] {
            problems.add(
                node,
                "clock",
                "expected real, because \(program), found \"virtual\""
            )
        }
        let isReal = declared == "real" || (declared == nil && program != nil)
        if !isReal, let node = root["time_scale"] {
            problems.add(
                node,
                "time_scale",
                "expected a real clock, without which nothing is scaled"
            )
        }
        if isReal, let runs = root["runs"]?.items {
            for (index, run) in runs.enumerated() {
                guard let node = run["advance"] else { continue }
                problems.add(
                    node,
                    "runs[\(index)].advance",
                    "expected a virtual clock, because real time cannot be advanced"
                )
            }
        }
        return isReal ? .real(timeScale: root["time_scale"]?.number ?? 1) : .virtual
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

    func invariants(_ clock: Scenario.Clock) -> [Invariant] {
        guard let node = root["invariants"] else {
            return clock == .virtual ? Invariant.allCases : []
        }
        if node.text == "all" { return Invariant.allCases }
        let named = Set(node.items.compactMap(\.text))
        return Invariant.allCases.filter { named.contains($0.rawValue) }
    }
}
