package import Workflows

/// An agent whose answers are written down: a pure function of the number of its call and of chance.
package struct SimulatedAgent: Sendable, Equatable {
    /// The answers of the first call, the second and so on; the last repeats.
    package let outputs: [PhaseOutput]
    /// How long a call takes.
    package let latency: LatencyDistribution
    /// What each call says it used up; at least one call of its own.
    package let usage: Usage
    /// How many signs of life each call gives before its end.
    package let frames: Int

    /// Writes down an agent; one without outputs answers with an empty text.
    package init(
        outputs: [PhaseOutput],
        latency: LatencyDistribution = .constant(.zero),
        tokens: Int? = nil,
        costMicros: Int? = nil,
        frames: Int = 0,
        calls: Int = 1
    ) {
        self.outputs = outputs.isEmpty ? [PhaseOutput(text: "")] : outputs
        self.latency = latency
        self.frames = max(0, frames)
        usage = Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls > 1 ? calls : nil
        )
    }

    /// The call with this number, from 0.
    package func call(_ number: Int, chance: Chance) -> AgentCall {
        let output = outputs[min(max(0, number), outputs.count - 1)]
        let answer = AgentAnswer(output: output, usage: usage)
        var call = AgentCall(latency: latency.sample(chance), ending: .answer(answer))
        call.frames = frames
        return call
    }
}
