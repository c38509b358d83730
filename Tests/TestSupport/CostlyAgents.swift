package import Agents
internal import Workflows

/// Simulated agents `a`, `b`, `c` and `d`: a call of each takes a second, 100 tokens, and a cost of 1.
package enum CostlyAgents {
    /// The agents by their names.
    package static let all = Dictionary(
        uniqueKeysWithValues: ["a", "b", "c", "d"].map { name in
            let agent = SimulatedAgent(
                outputs: [PhaseOutput(text: name)],
                latency: .constant(.seconds(1)),
                tokens: 100,
                costMicros: 1_000_000
            )
            return (name, agent)
        }
    )
}
