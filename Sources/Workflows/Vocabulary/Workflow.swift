/// A set of phases with explicit dependencies.
package struct Workflow: Sendable, Equatable {
    /// One phase as the workflow declares it.
    package struct Phase: Sendable, Equatable {
        /// The phase's name.
        package let id: PhaseID
        /// The phases that must be over before this one starts.
        package let needs: [PhaseID]
        /// The phases whose outputs this one's agent is given, in the order in which it is given them.
        package let inputs: [PhaseID]
        /// The name of the agent that performs the phase.
        package let agent: String

        /// Declares a phase; inputs default to what it needs, the agent to the phase's own name.
        package init(
            _ id: PhaseID,
            needs: [PhaseID] = [],
            inputs: [PhaseID]? = nil,
            agent: String? = nil
        ) {
            self.id = id
            self.needs = needs
            self.inputs = inputs ?? needs
            self.agent = agent ?? id.name
        }
    }

    /// The name that reports and events bear.
    package let name: String
    /// The phases in the order of their declaration.
    package let phases: [Phase]
    /// Whether the optional features (cache, context, parallel phases) may be configured.
    package let hasOptionalFeatures: Bool

    /// Declares a workflow; `WorkflowGraph` says whether it can run.
    package init(name: String, phases: [Phase], hasOptionalFeatures: Bool = true) {
        self.name = name
        self.phases = phases
        self.hasOptionalFeatures = hasOptionalFeatures
    }
}
