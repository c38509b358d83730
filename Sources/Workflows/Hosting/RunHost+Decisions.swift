internal import DequeModule

// Decisions are durable before anything outside the run acts on them.
extension RunHost {
    /// Records what was decided; until that is durable, nothing outside the run is done.
    func record(_ decision: RunDecision?, in world: inout some RunWorld) {
        guard writer != nil else { return }
        let entry = ask { writer?.entry(deciding: decision, of: $0) }
        if entry != nil { recording.hand() }
        // With nothing left to write, what was decided can still be in an entry in flight.
        recording.awaitAll()
        guard recording.isAwaited else { return }
        // A result that no longer counts is served to nobody, whether this process lives on or not.
        for key in step.forgotten { world.withProcess { $0.forget(key) } }
        if let entry { world.append(entry, answer: .recorded(nil), of: self) }
    }

    /// Has the end of the run wait where an entry is on its way; says whether it does.
    func waitsForRecord(_ end: Action) -> Bool {
        guard recording.isUnderWay else { return false }
        recording.awaitAll()
        held.prepend(end)
        return true
    }

    /// Reports what is recorded. What could not be fails the work that it was recorded for, and what waited for it.
    package func recorded(
        _ answer: Signal,
        _ failure: AgentFailure?,
        in world: inout some RunWorld
    ) {
        let isAwaited = recording.isAwaited
        recording.answer()
        if let failure {
            trace.note(recordingFailure: failure)
            if isAwaited { held.removeAll { !$0.isEnding } }
        }
        switch (answer, failure) {
        case (.recorded, _): break
        case (.appended(let phase), let failure?):
            world.answer(.appendFailed(phase: phase, failure), to: self)
        case (.compensationRecorded(let phase, _), let failure):
            world.answer(.compensationRecorded(phase: phase, failure), to: self)
        default: world.answer(answer, to: self)
        }
        guard isAwaited else { return }
        goOn(in: &world)
        if let failure { world.answer(.recorded(failure), to: self) }
    }

    /// What waited, as if it was asked for now: the time that a decision took to be recorded is no attempt's.
    private func begun(_ action: Action, at now: Duration) -> Action {
        guard case .arm(let timer, _) = action, let limit = ask({ $0.limit(of: timer) }) else {
            return action
        }
        ask { $0.note(timer, dueAt: now + limit) }
        return .arm(timer, at: now + limit)
    }

    /// Does what waited, once everything that it waited for is durable; not what is no longer wanted.
    private func goOn(in world: inout some RunWorld) {
        while !recording.isAwaited, let action = held.popFirst() {
            if ask({ $0.stillWants(action) }) {
                perform(begun(action, at: world.now), in: &world)
            } else if case .store(let key, _, _) = action {
                // Others may wait for the result: they make it themselves.
                perform(.release(key), in: &world)
            }
            if let (phase, evicted) = eviction.take() {
                world.answer(.stored(phase: phase, evicted: evicted), to: self)
            }
        }
    }
}
