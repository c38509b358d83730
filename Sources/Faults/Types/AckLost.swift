package import Workflows

/// Loses the acknowledgement of what was done.
package struct AckLost: Injection {
    /// Declares the lost acknowledgement.
    package init() {}

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.fate = .unacknowledged(
            AgentFailure(
                kind: .journal,
                message: "cannot write the journal: no acknowledgement came",
                isRetryable: false
            )
        )
    }
}

extension AckLost {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "ack_lost",
        places: [.journalAppend: .both],
        summary: "It is done, and reported as failed.",
        imitates: "a connection that dies between the work and its answer",
        remedy: "act on nothing; let the record say at the resume what was done",
        decode: { _, _, _ in AckLost() }
    )
}

extension FaultType {
    /// Loses acknowledgements; see `AckLost`.
    package static let ackLost = AckLost.type
}
