internal import Shapes
package import Workflows

/// Leaves a call without an answer forever.
package struct Hang: Injection {
    /// Whether the agent does its work.
    package let point: AgentCall.Point

    /// Declares the hang.
    package init(point: AgentCall.Point = .before) {
        self.point = point
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.never, point)
    }
}

extension Hang {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "hang",
        places: [.agentCall: .both],
        parameters: "point: before | after (before)",
        shape: .object([point.field]),
        summary: "The answer never comes, whether the work is done or not; only a timeout helps.",
        imitates: "a connection that died without a word",
        source: "https://github.com/Shopify/toxiproxy#timeout",
        remedy: "set timeout.attempt; without it the run fails with kind hang",
        samples: [#"{}"#, #"{"point":"after"}"#],
        decode: { node, _, _ in Hang(point: node[point] ?? .before) }
    )

    private static let point = AgentCall.Point.parameter(default: .before)
}

extension FaultType {
    /// Leaves calls without an answer; see `Hang`.
    package static let hang = Hang.type
}
