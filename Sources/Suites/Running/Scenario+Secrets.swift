internal import Agents
internal import Scenarios
internal import Runtime

extension Scenario {
    /// The secrets that its programs declare, with their values in this environment.
    func secrets(in environment: [String: String]) -> SecretFilter {
        let programs = runs.flatMap { run in
            run.agents.values.compactMap { definition in
                if case .process(let agent) = definition.agent { agent } else { nil }
            }
                + run.hooks.values.flatMap(\.values).compactMap { hook in
                    if case .process(let agent) = hook { agent } else { nil }
                }
        }
        let variables = programs.flatMap(\.environment.values)
        return SecretFilter(
            Set(
                variables.compactMap { variable -> String? in
                    guard case .inherited(let name, true) = variable else { return nil }
                    return environment[name]
                }
            )
        )
    }
}
