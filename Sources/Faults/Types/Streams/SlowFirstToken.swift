internal import Quantities
internal import Shapes
package import Workflows

/// Delays the first frame of a stream, and with it all that follow.
package struct SlowFirstToken: Injection {
    /// How much later it comes.
    package let delay: Duration

    /// Declares the delay.
    package init(by delay: Duration) {
        self.delay = delay
    }

    package func apply(to stream: inout StreamPassage, chance: Chance) {
        stream.delay = min(stream.delay + delay, .longest)
    }
}

extension SlowFirstToken {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "slow_first_token",
        places: [.agentStream: .both],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "The first frame comes later, and with it all that follow.",
        imitates:
            "a provider whose queue is long: the time to the first token grows, the rest does not",
        source: "https://github.com/Shopify/toxiproxy#latency",
        remedy: "give the first frame more time than the gaps between frames, or try elsewhere",
        samples: [#"{"by":"10s"}"#, #"{"by":"1m"}"#],
        decode: { node, _, _ in node[by].map { SlowFirstToken(by: $0) } }
    )

    private static let by = Key(
        "by",
        .duration(),
        required: true,
        example: "10s",
        doc: "How much later."
    )
}

extension FaultType {
    /// Delays streams; see `SlowFirstToken`.
    package static let slowFirstToken = SlowFirstToken.type
}
