/// What takes down what agents do to the world.
package protocol EffectSink: AnyObject, Sendable {
    /// Notes an act of a run's agent; `owner` is the run's `RunRequest.effectsOwner`.
    func note(_ act: EffectAct, of owner: String)
}

/// Where the agent of a request says what it does to the world.
package struct EffectNotes: Sendable {
    /// What takes it down.
    package let sink: any EffectSink
    /// Whose effects they are.
    package let owner: String

    /// Names a sink.
    package init(_ sink: any EffectSink, of owner: String) {
        self.sink = sink
        self.owner = owner
    }
}

extension AgentRequest {
    /// Notes an effect that the agent has had, or has taken back; nothing where nobody listens.
    package func note(_ effect: AgentEffect, place: Int = 0, isUndo: Bool = false) {
        guard let notes else { return }
        let act = EffectAct(effect, by: origin, key: idempotencyKey, place: place, isUndo: isUndo)
        notes.sink.note(act, of: notes.owner)
    }
}
