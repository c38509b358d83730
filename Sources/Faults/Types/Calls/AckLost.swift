package import Workflows

/// Loses the answer of a call whose work is done.
package struct AckLost: Injection {
    /// Declares the loss.
    package init() {}

    package var point: AgentCall.Point { .after }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .after)
    }

    private static let failure = AgentFailure(
        kind: type.name,
        message: "the connection was reset before the answer arrived"
    )
}

extension AckLost {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "ack_lost",
        places: [.agentCall: .both],
        summary: "The work is done and its answer is lost; the engine sees a failed connection.",
        imitates: "a connection that is reset after the other side has acted",
        source: "https://github.com/Shopify/toxiproxy#reset_peer; "
            + "https://docs.stripe.com/api/idempotent_requests",
        remedy: "try again under the same idempotency key: the work may be done already",
        decode: { _, _, _ in AckLost() }
    )
}

extension FaultType {
    /// Loses answers; see `AckLost`.
    package static let ackLost = AckLost.type
}
