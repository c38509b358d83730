internal import Agents
package import Invariants
package import Scenarios
internal import Workflows

/// What an execution can break: an invariant, or what the scenario says that always holds.
package enum BrokenPromise: Hashable, Sendable {
    /// An invariant.
    case invariant(Invariant)
    /// An entry of the scenario's `always`.
    case always

    /// The name in files and reports.
    package var name: String {
        switch self {
        case .invariant(let invariant): invariant.rawValue
        case .always: "always"
        }
    }

    /// What it does to those who rely on it.
    package var harm: Harm {
        switch self {
        case .invariant(let invariant): invariant.harm
        case .always: .wrongOutput
        }
    }

    /// Whose promise it is in a scenario: `engine` or `workload`.
    package func owner(in scenario: Scenario) -> String {
        guard case .invariant(let invariant) = self else { return "workload" }
        return invariant.isWorkloads(in: scenario) ? "workload" : "engine"
    }
}

extension Invariant {
    /// Whether a scenario is such that keeping it is the workload's, as `promise` says.
    fileprivate func isWorkloads(in scenario: Scenario) -> Bool {
        guard promise != .engine else { return false }
        let settings = scenario.runs.flatMap { $0.configuration.phases.values }
        let agents = scenario.runs.flatMap { $0.agents.values }.compactMap(\.agent.simulated)
        return switch self {
        case .liveness:
            scenario.runs.contains { run in
                run.configuration.runTimeout == nil
                    && scenario.workflow.phases.contains {
                        run.configuration.phases[$0.id]?.attemptTimeout == nil
                    }
            }
        case .requestBudget: agents.contains { $0.usage.calls ?? 1 > 1 }
        case .cacheHonesty: settings.contains { $0.keyFields != nil }
        case .effectsOnce:
            agents.contains { ($0.effects + $0.undoes).contains { !$0.isIdempotent } }
        default: true
        }
    }
}
