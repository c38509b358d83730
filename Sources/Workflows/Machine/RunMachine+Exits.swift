// The ways out when no attempt is left, and the hooks of a phase.
extension RunMachine {
    /// No further attempt: the phase has failed, and its policy says how the run continues.
    mutating func exhausted(_ index: Int, _ failure: OperationFailure, _ step: inout MachineOutput)
    {
        release(index, &step)
        move(index, to: .failed)
        phases[index].finalFailure = failure
        guard planned[index].configuration.hooks.contains(.onFailure) else {
            takeExit(index, &step)
            return
        }
        if plan.failsFast {
            stopping = .awaitingHook
        } else {
            phases[index].awaitsHookOnFailure = true
        }
        step.actions.append(.record(.exhausted(exhaustion(of: index, failure, awaitsHook: true))))
        step.actions.append(.runHook(turn(of: index), .onFailure))
    }

    mutating func hooked(
        _ turn: TurnID,
        _ hook: PhaseHook,
        _ failure: OperationFailure?,
        _ step: inout MachineOutput
    ) {
        guard awaits(hook, in: turn) else { return }
        let index = turn.phase
        let id = planned[index].id
        switch hook {
        case .before:
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
            if let failure {
                exhausted(index, failure, &step)
            } else {
                lookUp(index, &step)
            }
        case .after:
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
            phases[index].isSettling = false
            // A hook that has ended is not run again: that is known before anything depends on it.
            step.actions.append(.record(nil))
            settle(index, true)
        case .onFailure:
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
            phases[index].awaitsHookOnFailure = false
            if case .compensating = stopping {
                // The run is being undone for another failure: there is no other way out any more.
                phases[index].finalFailure = nil
                emit(.phaseEnded(id, status: .failed), at: index, &step)
                return
            }
            stopping = nil
            takeExit(index, &step)
        }
    }

    func exhaustion(
        of index: Int,
        _ failure: OperationFailure,
        awaitsHook: Bool
    ) -> RunDecision.Exhaustion {
        RunDecision.Exhaustion(
            phase: planned[index].id,
            failure: failure,
            awaitsHook: awaitsHook,
            isLate: phases[index].isLate
        )
    }

    /// Takes the way out of a phase that has no attempt left: at once, or once nothing else can run.
    mutating func takeExit(_ index: Int, _ step: inout MachineOutput) {
        guard let failure = phases[index].finalFailure else { return }
        let phase = planned[index]
        switch phase.configuration.retry.onExhausted {
        case .degrade where phase.fallback != nil && !phases[index].isLate:
            phases[index].finalFailure = nil
            degrade(index, failure, &step)
        case .rollback where plan.rollback.goesOn && !phases[index].isLate && mayRollBack:
            phases[index].finalFailure = nil
            rollBack(index, failure, &step)
        default:
            if outlasts(index, failure, &step) {
                phases[index].finalFailure = nil
            } else {
                leave(index, &step)
            }
        }
    }

    /// Ends the run, or has it undone, because of a phase.
    mutating func leave(_ index: Int, _ step: inout MachineOutput) {
        guard let failure = phases[index].finalFailure else { return }
        phases[index].finalFailure = nil
        switch planned[index].configuration.retry.onExhausted {
        case .rollback where plan.rollback == .compensate && mayRollBack:
            rollBack(index, failure, &step)
        case .pause:
            endFailed(index, .paused, &step)
            end(.paused, RunError(phase: planned[index].id, failure: failure), &step)
        default: fail(index, failure, &step)
        }
    }

    mutating func fail(_ index: Int, _ failure: OperationFailure, _ step: inout MachineOutput) {
        endFailed(index, .failed, &step)
        end(.failed, RunError(phase: planned[index].id, failure: failure), &step)
    }

    /// Says that a phase is over, unless that was said; one that the deadline kept from its turn has no end.
    mutating func endFailed(_ index: Int, _ ending: PhaseEnding, _ step: inout MachineOutput) {
        guard phases[index].state == .failed, !phases[index].hasEnded else { return }
        emit(.phaseEnded(planned[index].id, status: ending), at: index, &step)
    }

    mutating func degrade(_ index: Int, _ failure: OperationFailure, _ step: inout MachineOutput) {
        let phase = planned[index]
        guard let fallback = phase.fallback else {
            if !outlasts(index, failure, &step) { fail(index, failure, &step) }
            return
        }
        step.actions.append(.record(nil))
        phases[index].output = fallback
        move(index, to: .degraded)
        emit(
            .phaseDegraded(phase.id, digest: fallback.digest, cause: failure.kind),
            at: index,
            &step
        )
        emit(.phaseEnded(phase.id, status: .degraded), at: index, &step)
    }
}
