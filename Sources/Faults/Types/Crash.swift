package import Workflows

/// Lets the agent die during a call.
package struct Crash: Sendable, Equatable {
    /// When the agent dies.
    package let point: AgentCall.Point
    private let failure: AgentFailure

    /// Declares the crash.
    package init(point: AgentCall.Point = .before) {
        self.point = point
        failure = AgentFailure(
            kind: Self.name,
            message: "the agent died (\(point.rawValue) its work)"
        )
    }

    init(_ arguments: FaultArguments) {
        self.init(point: arguments.point ?? .before)
    }

    static let name = "crash"
    static let documentation = FaultDocumentation(
        name: name,
        places: [.agentCall: .both],
        parameters: "point: before | after (before)",
        plain: [.point(.before)],
        summary: "The agent dies: at once, or after its work and before its answer.",
        imitates: "a worker that runs out of memory or is evicted",
        remedy: "try again, with effects that have an idempotency key"
    )

    func apply(to call: inout AgentCall) {
        call.end(.failure(failure), point)
    }
}
