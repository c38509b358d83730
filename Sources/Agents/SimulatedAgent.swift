package import Workflows

/// An agent whose answers are written down: a pure function of the number of its call and of chance.
package struct SimulatedAgent: Sendable, Equatable {
    /// The answers of the first call, the second and so on; the last repeats.
    package let outputs: [PhaseOutput]
    /// How long a call takes.
    package let latency: LatencyDistribution
    /// The tokens that each call says it used.
    package let tokens: Int?
    /// The cost that each call says it had, in millionths.
    package let costMicros: Int?

    /// Writes down an agent; one without outputs answers with an empty text.
    package init(
        outputs: [PhaseOutput],
        latency: LatencyDistribution = .constant(.zero),
        tokens: Int? = nil,
        costMicros: Int? = nil
    ) {
        self.outputs = outputs.isEmpty ? [PhaseOutput(text: "")] : outputs
        self.latency = latency
        self.tokens = tokens
        self.costMicros = costMicros
    }

    /// The call with this number, from 0.
    package func call(_ number: Int, chance: Chance) -> AgentCall {
        let output = outputs[min(max(0, number), outputs.count - 1)]
        let answer = AgentAnswer(output: output, tokens: tokens, costMicros: costMicros)
        return AgentCall(latency: latency.sample(chance), ending: .answer(answer))
    }
}
