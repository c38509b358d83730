internal import Shapes
package import Workflows

/// Delays a call.
package struct AddedLatency: Injection {
    /// How much is added.
    package let distribution: LatencyDistribution
    /// Whether the agent begins later, or its answer comes later.
    package let point: AgentCall.Point
    private let sampler: LatencySampler

    /// Declares the delay.
    package init(_ distribution: LatencyDistribution, point: AgentCall.Point = .after) {
        self.distribution = distribution
        sampler = LatencySampler(distribution)
        self.point = point
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.add(sampler.sample(chance), point)
    }

    package static func == (left: AddedLatency, right: AddedLatency) -> Bool {
        left.distribution == right.distribution && left.point == right.point
    }
}

extension AddedLatency {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "latency",
        places: [.agentCall: .both],
        parameters: "DURATION, {uniform: {min, max}}, {lognormal: {median, p90}} or "
            + "{samples: FILE}; or {by: one of these, point: before | after (after)}",
        shape: .anyOf(
            description: "a duration such as \"250ms\", uniform, lognormal, samples, or by with a "
                + "point",
            LatencyDistribution.shapes + [
                .object([
                    by.field, point.field,
                ])
            ]
        ),
        summary: "The agent works at once, its answer comes this much later; or it begins later.",
        imitates: "queueing at a provider, a slow network",
        source: "https://github.com/Shopify/toxiproxy#latency",
        remedy: "bound attempts with timeout.attempt, and expect late answers",
        samples: [
            #""2s""#, #"{"lognormal":{"median":"1s","p90":"10s"}}"#,
            #"{"by":"30s","point":"before"}"#,
        ],
        decode: { read($0, $1, .none, &$2) }
    )
    .readingFiles(read)

    @Sendable
    private static func read(
        _ node: SourceNode,
        _ path: String,
        _ files: NamedFiles,
        _ mistakes: inout ProblemList
    ) -> (any Injection)? {
        let declared = node[by]
        return LatencyDistribution(
            declared ?? node,
            at: declared == nil ? path : "\(path).by",
            reading: files,
            into: &mistakes
        ).map { AddedLatency($0, point: node[point] ?? .after) }
    }

    private static let point = AgentCall.Point.parameter(default: .after)

    private static let by = Key(
        "by",
        .part(distribution),
        required: true,
        doc: "How much later."
    )

    private static let distribution = Shape.anyOf(
        description: LatencyDistribution.forms,
        LatencyDistribution.shapes
    )
}

extension FaultType {
    /// Delays calls; see `AddedLatency`.
    package static let latency = AddedLatency.type
}
