internal import Runtime

extension Scenario {
    /// The secrets that its agents declare, as they stand in this environment.
    func secrets(in environment: [String: String]) -> SecretFilter {
        let declared = runs.flatMap { run in
            run.agents.values.flatMap { definition -> [String] in
                guard case .process(let agent) = definition.agent else { return [] }
                return agent.environment.values.compactMap { variable in
                    guard case .inherited(let name, true) = variable else { return nil }
                    return environment[name]
                }
            }
        }
        return SecretFilter(declared)
    }
}
