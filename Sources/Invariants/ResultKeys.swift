internal import Workflows

/// Works out what results are kept under and depend on: from the plan's parts alone, not as the machine does, or a
/// broken key would go unseen. What was worked out last for a phase is remembered.
struct ResultKeys {
    private struct Known {
        let inputs: [Digest]
        let key: Digest
        let basis: Digest
    }

    private static let absent = Digest(of: "a skipped phase gives nothing")

    private var plan: ObservedPlan?
    private var known: [Known?] = []

    /// The key and the basis of a phase's result, where the phases gave these outputs.
    mutating func keys(
        of place: Int,
        in plan: ObservedPlan,
        given outputs: [Digest?]
    ) -> (key: Digest, basis: Digest) {
        if self.plan !== plan {
            self.plan = plan
            known.refill(plan.count, with: nil)
        }
        let phase = plan.phases[place]
        if let known = known[place], isSame(known.inputs, phase, outputs) {
            return (known.key, known.basis)
        }
        let made = make(phase, phase.inputs.map { outputs[$0] ?? Self.absent })
        known[place] = made
        return (made.key, made.basis)
    }

    private func isSame(
        _ inputs: [Digest],
        _ phase: RunPlan.Phase,
        _ outputs: [Digest?]
    ) -> Bool {
        for (input, digest) in zip(phase.inputs, inputs) {
            guard digest == outputs[input] ?? Self.absent else { return false }
        }
        return true
    }

    private func make(_ phase: RunPlan.Phase, _ inputs: [Digest]) -> Known {
        let parts = phase.identity + zip(phase.inputPartNames, inputs).map { .init($0, $1) }
        let basis = CacheKey(phase: phase.id, parts: parts).digest
        guard let fields = phase.configuration.keyFields else {
            return Known(inputs: inputs, key: basis, basis: basis)
        }
        let narrowed = parts.filter { fields.contains($0.field) }
        let key = CacheKey(phase: phase.id, parts: narrowed).digest
        return Known(inputs: inputs, key: key, basis: basis)
    }
}
