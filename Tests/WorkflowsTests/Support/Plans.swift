import TestSupport
import Workflows

/// Plans from as little as a test has to say.
enum Plans {
    /// A plan of one phase, `a`, that is configured like this.
    static func single(
        seed: UInt64 = 1,
        runTimeout: Duration? = nil,
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of([.init("a")], seed: seed) { configuration in
            configuration.runTimeout = runTimeout
            configure(&configuration.phases["a", default: PhaseConfiguration()])
        }
    }

    /// A chain of three phases, of which the first two can be undone; the last rolls back when no attempt is left.
    static func chain(
        _ policy: WorkflowConfiguration.Rollback,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])]) {
            $0.rollback = policy
            $0.phase("a") { $0.compensation = "undo a" }
            $0.phase("b") { $0.compensation = "undo b" }
            $0.phase("c") { $0.retry.onExhausted = .rollback }
            configure(&$0)
        }
    }

    /// A coder whose work a reviewer may send back, and a writer who works next to the reviewer.
    static func reviewed(
        max: Int = 1,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of(
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
