package import Agents
package import Workflows

/// An agent as a scenario declares it.
package struct AgentDefinition: Sendable, Equatable {
    /// What the cache key knows of it.
    package let performer: RunPlan.Performer
    /// How it is called.
    package let agent: LiveAgent

    /// Declares an agent.
    package init(performer: RunPlan.Performer, agent: LiveAgent) {
        self.performer = performer
        self.agent = agent
    }

    /// Declares a simulated agent of this name.
    package init(simulated agent: SimulatedAgent, named name: String) {
        self.init(performer: .init(identity: AgentIdentity(id: name)), agent: .simulated(agent))
    }
}
