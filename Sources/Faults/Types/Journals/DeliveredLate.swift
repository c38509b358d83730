internal import Shapes
package import Workflows

/// Lets the acknowledgement of a transaction come late.
package struct DeliveredLate: Injection {
    /// How much later it comes.
    package let time: Duration

    /// Declares the delay.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.wait = min(append.wait + time, .longest)
    }
}

extension DeliveredLate {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "delivered_late",
        places: [.journalAppend: .both],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "It is durable, and its acknowledgement comes this much later.",
        imitates: "a network volume or a replicated log behind a slow link",
        source: "https://github.com/Shopify/toxiproxy#latency",
        remedy: "act on nothing before its acknowledgement",
        samples: [#"{"by":"2s"}"#, #"{"by":"1m"}"#],
        decode: { node, _, _ in node[by].map(DeliveredLate.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How much later."
    )
}

extension FaultType {
    /// Delays acknowledgements; see `DeliveredLate`.
    package static let deliveredLate = DeliveredLate.type
}
