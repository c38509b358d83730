package import Workflows

/// Loses the answer of a call whose work is done, or the acknowledgement of a transaction that is recorded.
package struct AckLost: Injection {
    /// Declares the loss.
    package init() {}

    package var point: AgentCall.Point { .after }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .after)
    }

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.fate = .unacknowledged(
            OperationFailure(
                kind: .journal,
                message: "cannot write the journal: no acknowledgement came",
                isRetryable: false
            )
        )
    }

    private static let failure = OperationFailure(
        kind: type.name,
        message: "the connection was reset before the answer arrived"
    )
}

extension AckLost {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "ack_lost",
        places: [.agentCall: .both, .journalAppend: .both],
        summary: "The work is done, or the transaction recorded, and the answer is lost.",
        imitates: "a connection that is reset after the other side has acted",
        source: "https://github.com/Shopify/toxiproxy#reset_peer; "
            + "https://docs.stripe.com/api/idempotent_requests",
        remedy: "try again under the same idempotency key; let a resume read what is recorded",
        decode: { _, _, _ in AckLost() }
    )
}

extension FaultType {
    /// Loses answers; see `AckLost`.
    package static let ackLost = AckLost.type
}
