package import Workflows

/// An agent whose answers are written down.
package struct SimulatedAgent: Sendable, Equatable {
    /// The answers that it delivers first, second and so on; the last repeats.
    package let outputs: [PhaseOutput]
    /// How long a call takes.
    package let latency: LatencyDistribution
    /// The usage that each call reports, with at least one call.
    package let usage: Usage
    /// How many heartbeats each call sends before it ends.
    package let frames: Int
    /// What each call does to the world when its latency is over.
    package let effects: [AgentEffect]
    /// What it takes back where it undoes a phase.
    package let undoes: [AgentEffect]

    /// Writes down an agent; one without outputs answers with an empty text.
    package init(
        outputs: [PhaseOutput],
        latency: LatencyDistribution = .constant(.zero),
        tokens: Int? = nil,
        costMicros: Int? = nil,
        frames: Int = 0,
        calls: Int = 1,
        effects: [AgentEffect] = [],
        undoes: [AgentEffect] = []
    ) {
        self.outputs = outputs.isEmpty ? [PhaseOutput(text: "")] : outputs
        self.latency = latency
        self.frames = max(0, frames)
        self.effects = effects
        self.undoes = undoes
        usage = Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls > 1 ? calls : nil
        )
    }

    /// The answer with this number, from 0; the last repeats.
    package func answer(_ number: Int) -> AgentAnswer {
        AgentAnswer(output: outputs[min(max(0, number), outputs.count - 1)], usage: usage)
    }
}

extension SimulatedAgent {
    /// Whether it does anything to the world.
    package var hasEffects: Bool { !effects.isEmpty || !undoes.isEmpty }

    /// What one call does to the world; only where it undoes a phase it takes something back.
    func acts(_ origin: EffectAct.Origin, key: String) -> [EffectAct] {
        var acts = effects.enumerated().map { place, effect in
            EffectAct(effect, by: origin, key: key, place: place)
        }
        guard origin.isUndoing else { return acts }
        for (place, effect) in undoes.enumerated() {
            acts.append(EffectAct(effect, by: origin, key: key, place: place, isUndo: true))
        }
        return acts
    }
}
