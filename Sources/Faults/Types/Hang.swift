package import Workflows

/// Leaves a call without an answer forever.
package struct Hang: Sendable, Equatable {
    /// Whether the agent does its work.
    package let point: AgentCall.Point

    /// Declares the hang.
    package init(point: AgentCall.Point = .before) {
        self.point = point
    }

    init(_ arguments: FaultArguments) {
        self.init(point: arguments.point ?? .before)
    }

    static let name = "hang"
    static let documentation = FaultDocumentation(
        name: name,
        places: [.agentCall: .both],
        parameters: "point: before | after (before)",
        plain: [.point(.before)],
        summary: "The answer never comes, whether the work is done or not; only a timeout helps.",
        imitates: "a connection that died without a word",
        remedy: "set timeout.attempt; without it the run fails with kind hang"
    )

    func apply(to call: inout AgentCall) {
        call.end(.never, point)
    }
}
