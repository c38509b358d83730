internal import Agents
package import Scenarios
package import Workflows

extension ScenarioRun {
    /// What the agent of each phase is declared to do to the world; empty where none is.
    package func owedEffects(_ plan: RunPlan) -> [PhaseID: [AgentEffect]] {
        guard agents.values.contains(where: { $0.agent.simulated?.effects.isEmpty == false })
        else { return [:] }
        var owed: [PhaseID: [AgentEffect]] = [:]
        for phase in plan.phases {
            owed[phase.id] = agents[phase.agent]?.agent.simulated?.effects
        }
        return owed
    }
}

// Whose effects are the same.
extension Scenario {
    /// The name of the run that a run resumes, the first of the row; its own where it starts anew.
    package func lineage(of run: ScenarioRun) -> String {
        var first = run
        while let earlier = first.resumes, let next = runs.first(where: { $0.name == earlier }) {
            first = next
        }
        return first.name
    }

    /// What keys of effects begin with where no stored id names the execution: it follows from scenario, seed and run, and
    /// is the same for all that resume the run; a plan adds the number of the repetition.
    ///
    /// The run that has the name is not looked for where it is `run` itself: there may be 10,000 of them.
    package func effectScope(ofLineage name: String, of run: ScenarioRun, seed: UInt64) -> String {
        let first = run.name == name ? run : runs.first { $0.name == name }
        var builder = DigestBuilder("execution/1")
        builder.add(self.name)
        builder.add(String(first?.seed ?? seed))
        builder.add(name)
        return String(builder.digest.description.prefix(32))
    }
}
