internal import Quantities
internal import Shapes
package import Workflows

/// Lets the process die in the midst of a write.
package struct TornWrite: Injection {
    /// Where a transaction is torn.
    package enum Place: Sendable, Equatable {
        /// After so many bytes.
        case bytes(Int)
        /// After a share of its bytes.
        case share(Double)
    }

    /// Where it is torn.
    package let place: Place

    /// Declares the tear.
    package init(at place: Place = .share(0.5)) {
        self.place = place
    }

    package func apply(to append: inout AppendPassage, chance: Chance) {
        let count =
            switch place {
            case .bytes(let count): count
            case .share(let share): Int(Double(append.bytes) * min(max(0, share), 1))
            }
        // What is torn behind its end is whole.
        guard count < append.bytes else { return }
        append.fate = .torn(bytes: count)
    }
}

extension TornWrite {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "torn_write",
        places: [.journalAppend: .both],
        parameters: "at: BYTES or SHARE (50%)",
        shape: .object([at.field]),
        summary: "The process dies when this much of the transaction is written; it is resumed "
            + "at once.",
        imitates: "power loss or SIGKILL during a write",
        source: "Pillai et al., All File Systems Are Not Created Equal (OSDI 2014)",
        remedy: "check every record, cut the torn tail, and do again what was not recorded",
        decode: { node, _, _ in node[at].map { place(of: $0) } ?? TornWrite() }
    )

    private static let at = Key(
        "at",
        .part(
            .anyOf(
                description: "a number of bytes or a share such as \"50%\"",
                [.integer(0...1_000_000_000), .probability]
            )
        ),
        showing: "50%",
        doc: "After how many bytes of it, or which share."
    )

    private static func place(of node: SourceNode) -> TornWrite {
        if let count = node.integer { return TornWrite(at: .bytes(count)) }
        return TornWrite(at: node.probability.map { .share($0) } ?? .share(0.5))
    }
}

extension FaultType {
    /// Tears writes; see `TornWrite`.
    package static let tornWrite = TornWrite.type
}
