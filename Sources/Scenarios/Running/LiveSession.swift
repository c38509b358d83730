internal import Faults
internal import Runtime
internal import Workflows

/// Executes a scenario's runs in one live world.
struct LiveSession: Sendable {
    let scenario: Scenario
    let seed: UInt64
    let surroundings: LiveWorld.Surroundings

    /// Executes all runs; when the task is cancelled, the current run is, and no other starts.
    func execute() async throws(WorkflowGraph.Defect) -> [[ExecutedRun]] {
        var world = LiveWorld(faults: scenario.faults.map(\.fault), surroundings: surroundings)
        var executed: [[ExecutedRun]] = []
        for run in scenario.runs {
            let plan = try run.plan(of: scenario, seed: seed)
            var repetitions: [ExecutedRun] = []
            for number in run.repetitionNumbers where !Task.isCancelled {
                let repeated = number == 0 ? plan : plan.repeated(number)
                let trace = await world.run(repeated, agents: run.agents.mapValues(\.agent))
                repetitions.append(
                    ExecutedRun(plan: repeated, trace: trace, visits: world.visits)
                )
            }
            executed.append(repetitions)
        }
        return executed
    }

    /// The secrets that the scenario's agents declare, as they stand in this environment.
    static func secrets(of scenario: Scenario, in environment: [String: String]) -> [String] {
        scenario.runs.flatMap { run in
            run.agents.values.flatMap { definition -> [String] in
                guard case .process(let agent) = definition.agent else { return [] }
                return agent.environment.values.compactMap { variable in
                    guard case .inherited(let name, true) = variable else { return nil }
                    return environment[name]
                }
            }
        }
    }
}
