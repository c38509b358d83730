internal import DequeModule

// Decisions are durable before anything acts on them.
extension RunHost {
    /// Records what was decided; until that is durable, nothing else is done.
    func record(_ decision: RunDecision?, in world: inout some RunWorld) {
        guard let entry = ask({ writer?.entry(deciding: decision, of: $0) }) else { return }
        // A result that no longer counts is served to nobody, whether this process lives on or not.
        for key in step.forgotten { world.withProcess { $0.cache.remove(key.digest) } }
        isHolding = true
        world.append(entry, answer: .recorded(nil), of: self)
    }

    /// Does what waited for a decision; where that could not be recorded, only what ends something.
    func goOn(_ failure: AgentFailure?, in world: inout some RunWorld) {
        isHolding = false
        if failure != nil { held.removeAll { !$0.isEnding } }
        while !isHolding, let action = held.popFirst() { perform(action, in: &world) }
        if let failure { world.answer(.recorded(failure), to: self) }
    }
}
