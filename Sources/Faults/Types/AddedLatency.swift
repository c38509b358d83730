package import Workflows

/// Delays a call.
package struct AddedLatency: Sendable, Equatable {
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

    static let name = "latency"
    static let documentation = FaultDocumentation(
        name: name,
        places: [.agentCall: .both],
        parameters: "DURATION, {uniform: {min, max}} or {lognormal: {median, p90}}; or "
            + "{by: one of these, point: before | after (after)}",
        summary: "The agent works at once, its answer comes this much later; or it begins later.",
        imitates: "queueing at a provider, a slow network",
        remedy: "bound attempts with timeout.attempt, and expect late answers"
    )

    func apply(to call: inout AgentCall, chance: Chance) {
        call.add(sampler.sample(chance), point)
    }

    package static func == (left: AddedLatency, right: AddedLatency) -> Bool {
        left.distribution == right.distribution && left.point == right.point
    }
}
