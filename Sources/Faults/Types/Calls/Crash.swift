internal import Shapes
package import Workflows

/// Lets the agent die during a call.
package struct Crash: Injection {
    /// When the agent dies.
    package let point: AgentCall.Point
    private let failure: OperationFailure

    /// Declares the crash.
    package init(point: AgentCall.Point = .before) {
        self.point = point
        failure = OperationFailure(
            kind: Self.type.name,
            message: "the agent died (\(point.rawValue) its work)"
        )
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), point)
    }
}

extension Crash {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "crash",
        places: [.agentCall: .both],
        parameters: "point: before | after (before)",
        shape: .object([point.field]),
        summary: "The agent dies: at once, or after its work and before its answer.",
        imitates: "a worker that runs out of memory or is evicted",
        source: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/",
        remedy: "try again, with effects that have an idempotency key",
        samples: [#"{}"#, #"{"point":"after"}"#],
        decode: { node, _, _ in Crash(point: node[point] ?? .before) }
    )

    private static let point = AgentCall.Point.parameter(default: .before)
}

extension FaultType {
    /// Lets agents die; see `Crash`.
    package static let crash = Crash.type
}
