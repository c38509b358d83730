internal import Agents
internal import Workflows

/// What a run sets and who performs its phases, merged over what the scenario says.
struct RunSettings {
    let agents: [String: AgentDefinition]
    let configuration: WorkflowConfiguration
    let hooks: [PhaseID: [PhaseHook: LiveHook]]
}
