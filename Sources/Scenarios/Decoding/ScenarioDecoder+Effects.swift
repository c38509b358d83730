internal import Agents
internal import Shapes
internal import Workflows

// Effects of agents, and who takes them back.
extension ScenarioDecoder {
    /// The effects that a run's agents have; `nil` where a program among them may have any.
    static func effects(of agents: [String: AgentDefinition]) -> Set<String>? {
        var names: Set<String> = []
        for agent in agents.values {
            guard case .simulated(let simulated) = agent.agent else { return nil }
            names.formUnion(simulated.effects.map(\.name))
        }
        return names
    }

    /// What takes something back has to be a compensation: nobody else is asked to.
    mutating func checkUndoing(_ names: RunNames) {
        let ofRuns = RunNames.Placed.all(root[ScenarioKeys.runs], of: "runs").compactMap { run in
            run.node.node(RunKeys.agents).map { (node: $0, path: "\(run.path).agents") }
        }
        let all = root[ScenarioKeys.agents].map { [(node: $0, path: "agents")] } ?? []
        for (node, path) in all + ofRuns {
            for entry in node.entries {
                guard let undoes = entry.value[AgentKeys.simulated]?.node(SimulatedKeys.undoes),
                    !undoes.items.isEmpty, !names.compensations.contains(entry.key)
                else { continue }
                problems.add(
                    undoes,
                    "\(path).\(entry.key).simulated.undoes",
                    "expected a phase whose compensate is \(entry.key), found none: nothing would be undone"
                )
            }
        }
    }
}
