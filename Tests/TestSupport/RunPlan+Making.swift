package import Workflows

extension RunPlan {
    /// A plan of a workflow whose agents bear the names that its phases give them.
    package static func of(
        _ workflow: Workflow,
        run name: String = "main",
        seed: UInt64 = 1,
        requirements: String = "build it",
        performers: [String: Performer]? = nil,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        var configuration = WorkflowConfiguration()
        for phase in workflow.phases { configuration.phases[phase.id] = PhaseConfiguration() }
        configure(&configuration)
        let named = workflow.phases.map {
            ($0.agent, Performer(identity: AgentIdentity(id: $0.agent)))
        }
        return try RunPlan(
            run: .init(name: name),
            seed: seed,
            workflow: workflow,
            requirements: requirements,
            configuration: configuration,
            performers: performers ?? Dictionary(named, uniquingKeysWith: { first, _ in first })
        )
    }

    /// A plan of these phases.
    package static func of(
        _ phases: [Workflow.Phase],
        run name: String = "main",
        seed: UInt64 = 1,
        requirements: String = "build it",
        performers: [String: Performer]? = nil,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try of(
            Workflow(name: "test", phases: phases),
            run: name,
            seed: seed,
            requirements: requirements,
            performers: performers,
            configure
        )
    }
}

extension WorkflowConfiguration {
    /// Changes what is set for one phase.
    package mutating func phase(_ id: PhaseID, _ change: (inout PhaseConfiguration) -> Void) {
        change(&phases[id, default: PhaseConfiguration()])
    }

    /// Changes what is set for every phase that has settings.
    package mutating func everywhere(_ change: (inout PhaseConfiguration) -> Void) {
        for id in phases.keys { phase(id, change) }
    }
}
