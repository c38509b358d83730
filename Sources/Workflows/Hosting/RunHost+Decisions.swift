internal import DequeModule

// Decisions are durable before anything outside the run acts on them.
extension RunHost {
    /// Records what was decided; until that is durable, nothing outside the run is done.
    func record(_ decision: RunDecision?, in world: inout some RunWorld) {
        guard writer != nil, !hasStoppedRecording else { return }
        let entry = ask { writer?.entry(deciding: decision, of: $0) }
        // With nothing left to write, what was decided can still be in an entry in flight.
        recording.awaitAll(and: entry == nil ? 0 : 1)
        guard recording.isAwaited else { return }
        forgetDiscarded(in: &world)
        if let entry { write(entry, answer: .recorded(nil), in: &world) }
    }

    /// A result that no longer counts is served to nobody, whether this process lives on or not.
    func forgetDiscarded(in world: inout some RunWorld) {
        for key in step.forgotten { forget(key, in: &world) }
    }

    /// Has the end of the run wait where an entry is on its way; says whether it does.
    func waitsForRecord(_ end: Action) -> Bool {
        guard recording.isInProgress else { return false }
        recording.awaitAll()
        held.prepend(end)
        return true
    }

    /// Reports what is recorded. What could not be ends the run: nothing that follows it is acted upon.
    ///
    /// A failure that a fault injected is the run's alone; a real one is reported as the machine's, too.
    package func recorded(
        _ answer: Signal,
        _ failure: OperationFailure?,
        injected: InjectedFailure? = nil,
        in world: inout some RunWorld
    ) {
        guard !hasCrashed else { return }
        let isAwaited = recording.isAwaited
        recording.answer()
        if let failure {
            if injected == nil, !hasStoppedRecording { trace.note(recordingFailure: failure) }
            stopRecording(after: injected, in: &world)
            world.answer(answer.failed(failure.ofJournal), to: self)
        } else if case .recorded = answer {
            // Nobody waits for it but what was held.
        } else {
            world.answer(answer, to: self)
        }
        if interrupted != nil { interruptIfDurable(in: &world) }
        if isAwaited, !isFinished { goOn(in: &world) }
    }

    /// What waited, as if it was asked for now: the time that a decision took to be recorded is no attempt's.
    func begun(_ action: Action, at now: Duration) -> Action {
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

extension Signal {
    /// What the machine receives where an entry could not be recorded.
    fileprivate func failed(_ failure: OperationFailure) -> Signal {
        switch self {
        case .appended(let phase): .appendFailed(phase: phase, failure)
        case .compensationRecorded(let phase, _): .compensationRecorded(phase: phase, failure)
        default: .recorded(failure)
        }
    }
}

extension OperationFailure {
    /// The failure of a journal, whatever the disk calls it.
    fileprivate var ofJournal: OperationFailure {
        kind == EngineFailure.journal.rawValue
            ? self : OperationFailure(kind: .journal, message: message, isRetryable: false)
    }
}
