package import Workflows

/// Delays a call.
package struct AddedLatency: Sendable, Equatable {
    /// How much is added.
    package let distribution: LatencyDistribution

    /// Declares the delay.
    package init(_ distribution: LatencyDistribution) {
        self.distribution = distribution
    }

    static let documentation = EffectDocumentation(
        name: "latency",
        parameters: "DURATION, {uniform: {min, max}} or {lognormal: {median, p90}}",
        summary: "The answer comes this much later.",
        imitates: "queueing at a provider, a slow network",
        remedy: "bound attempts with timeout.attempt, and expect late answers"
    )

    func apply(to call: inout AgentCall, chance: Chance) {
        guard !call.isRefused else { return }
        call.injectedLatency = min(
            call.injectedLatency + distribution.sample(chance),
            .longest
        )
    }
}
