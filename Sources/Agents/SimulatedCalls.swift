package import Workflows

/// Counts the calls of each simulated agent over a whole scenario, and makes the next one.
package struct SimulatedCalls: Sendable {
    private var counts: [String: Int] = [:]

    /// No calls yet.
    package init() {}

    /// The agent's next call; latency is drawn for this seed, run, phase and attempt alone.
    package mutating func next(
        _ agent: SimulatedAgent,
        named name: String,
        seed: UInt64,
        run: Event.Run,
        phase: PhaseID,
        attempt: Int
    ) -> AgentCall {
        let number = counts[name, default: 0]
        counts[name] = number + 1
        var chance = Chance(seed: seed)
        if case .constant = agent.latency {
        } else {
            chance = chance.named("agent").named(name).named(run.name).numbered(run.repetition)
                .named(phase.name).numbered(attempt)
        }
        return agent.call(number, chance: chance)
    }
}
