// Interruptions on purpose, at moments that a scenario names.
extension RunHost {
    /// Takes up what interrupts the run.
    func enterInterruption() {
        guard let interruption = order.interruption else {
            interrupted = nil
            return
        }
        var progress = InterruptionProgress()
        if case .during(let phase) = interruption.moment {
            progress.phase = plan.place(of: phase) ?? -1
        }
        interrupted = progress
    }

    /// Whether a call is the work that the run is interrupted in; the world then calls `interrupt` in the middle of it.
    package func isInterrupted(during call: CallID) -> Bool {
        guard interrupted != nil, interrupted?.phase == call.phase, !call.isCompensation else {
            return false
        }
        interrupted?.phase = -1
        interrupted?.call = call
        return true
    }

    /// Whether the run ends because it is cancelled: only then programs have their grace.
    package var isBeingCancelled: Bool { ask { $0.status == .cancelled } }

    /// The moment has come by the clock: the process dies, or the run is cancelled. Work that is over cannot be
    /// interrupted any more.
    package func interrupt(in world: inout some RunWorld) {
        guard !isFinished else { return }
        if let call = interrupted?.call, !ask({ $0.isCurrent(call) }) { return }
        interrupted?.isOver = true
        if order.interruption?.isDeath == true {
            world.die(with: self)
        } else {
            handle(.cancel, in: &world)
        }
    }

    /// Looks for the moment among what the latest step led to. A process that is to die does nothing more than to record
    /// what was decided, and does not say that the run is over.
    func noteInterruption() {
        guard let order = order.interruption, interrupted?.isOver == false,
            interrupted?.isDue == false
        else { return }
        switch order.moment {
        case .event(let number):
            guard eventCount + step.latest.count >= number else { return }
        case .atFirst(let begun):
            guard step.latest.contains(where: { $0.tag == begun.tag }) else { return }
        case .afterCommit, .at, .during: return
        }
        interrupted?.isDue = true
        guard order.isDeath else { return }
        _ = machine.holdBackEnd(of: &step)
        step.keepActions { action in
            switch action {
            case .record, .forget: true
            default: false
            }
        }
    }

    /// Whether the process dies after an event that a fault has just caused.
    var hasReachedDeath: Bool {
        if case .afterEvents(let count)? = order.death { eventCount >= count } else { false }
    }

    /// Has what was decided recorded, which interrupts the run once it is durable.
    func interruptOnceDurable(in world: inout some RunWorld) {
        guard interrupted?.isDue == true, interrupted?.isOver == false, !isFinished else { return }
        if case .atFirst? = order.interruption?.moment { record(nil, in: &world) }
        interruptIfDurable(in: &world)
    }

    /// Interrupts the run where that waited for what is durable by now.
    func interruptIfDurable(in world: inout some RunWorld) {
        guard interrupted?.isDue == true, interrupted?.isOver == false, !isFinished,
            !recording.isAwaited, !hasStoppedRecording
        else { return }
        interrupted?.isOver = true
        if order.interruption?.isDeath == true {
            world.die(with: self)
        } else {
            world.answer(.cancel, to: self)
        }
    }
}
