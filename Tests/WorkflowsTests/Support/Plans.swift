import Workflows

/// Plans from as little as a test has to say.
enum Plans {
    static func make(
        _ phases: [Workflow.Phase],
        seed: UInt64 = 1,
        requirements: String = "build it",
        performers: [String: RunPlan.Performer]? = nil,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        var configuration = WorkflowConfiguration()
        configure(&configuration)
        let agents = phases.map { phase in
            (phase.agent, RunPlan.Performer(identity: AgentIdentity(id: phase.agent)))
        }
        return try RunPlan(
            run: .init(name: "main"),
            seed: seed,
            workflow: Workflow(name: "test", phases: phases),
            requirements: requirements,
            configuration: configuration,
            performers: performers ?? Dictionary(agents, uniquingKeysWith: { first, _ in first })
        )
    }

    /// A plan of one phase, `a`, that is configured like this.
    static func single(
        seed: UInt64 = 1,
        runTimeout: Duration? = nil,
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try make([.init("a")], seed: seed) { configuration in
            configuration.runTimeout = runTimeout
            configure(&configuration.phases["a", default: PhaseConfiguration()])
        }
    }

    /// A chain of three phases, of which the first two can be undone; the last rolls back when no attempt is left.
    static func chain(
        _ policy: WorkflowConfiguration.Rollback,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try make([.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])]) {
            $0.rollback = policy
            $0.phase("a") { $0.compensation = "undo a" }
            $0.phase("b") { $0.compensation = "undo b" }
            $0.phase("c") { $0.retry.onExhausted = .rollback }
            configure(&$0)
        }
    }

    /// A coder whose work a reviewer may send back, and a writer who works beside the reviewer.
    static func reviewed(
        max: Int = 1,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try make(
            [
                .init("coder"),
                .init("reviewer", needs: ["coder"]),
                .init("writer", needs: ["coder"]),
                .init("executor", needs: ["reviewer", "writer"]),
            ]
        ) { configuration in
            configuration.phases["reviewer", default: PhaseConfiguration()].onRejected =
                .init(revise: "coder", max: max)
            configuration.phases["reviewer", default: PhaseConfiguration()].validators = [
                .contains("approved")
            ]
            configure(&configuration)
        }
    }
}

extension WorkflowConfiguration {
    /// Changes what is set for one phase.
    mutating func phase(_ id: PhaseID, _ change: (inout PhaseConfiguration) -> Void) {
        change(&phases[id, default: PhaseConfiguration()])
    }
}
