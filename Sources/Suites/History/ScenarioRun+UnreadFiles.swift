internal import Agents
internal import Runtime
internal import Scenarios
internal import Workflows

extension ScenarioRun {
    /// The parts that files of agents make of the keys of phases, where no event says the whole key: where the cache
    /// is off, or the key is narrowed.
    ///
    /// Files in a workspace have none, because it is gone: they come from earlier phases, whose outputs are in the key.
    func unreadFiles(_ plan: RunPlan) -> [PhaseID: [CacheKey.Part]] {
        var files: [PhaseID: [CacheKey.Part]] = [:]
        for phase in plan.phases where phase.readsFiles {
            let isSaid = phase.configuration.isCached && phase.configuration.keyFields == nil
            guard !isSaid, case .process(let agent)? = agents[phase.agent]?.agent else { continue }
            files[phase.id] = AgentFiles(of: agent, workspace: "/nonexistent").parts()
        }
        // What is read while everything is cancelled may have been cut.
        return Task.isCancelled ? [:] : files
    }
}
