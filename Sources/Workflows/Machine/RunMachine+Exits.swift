// The ways out when no attempt is left, and the hooks beside a phase.
extension RunMachine {
    /// No further attempt: the phase has failed, and its policy says how the run goes on.
    mutating func exhausted(_ index: Int, _ failure: AgentFailure, _ step: inout Step) {
        release(index, &step)
        move(index, to: .failed)
        phases[index].finalFailure = failure
        guard planned[index].configuration.hooks.contains(.onFailure) else {
            takeExit(index, &step)
            return
        }
        stopping = .awaitingHook
        step.actions.append(.record(.exhausted(exhaustion(of: index, failure, awaitsHook: true))))
        step.actions.append(.runHook(phase: index, .onFailure))
    }

    mutating func hooked(
        _ index: Int,
        _ hook: PhaseHook,
        _ failure: AgentFailure?,
        _ step: inout Step
    ) {
        let id = planned[index].id
        switch hook {
        case .before:
            guard phases[index].state == .ready else { return }
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
            if let failure {
                exhausted(index, failure, &step)
            } else {
                lookUp(index, &step)
            }
        case .after:
            guard phases[index].state == .committed, phases[index].isSettling else { return }
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
            phases[index].isSettling = false
            // A hook that has ended is not run again: that is known before anything rests on it.
            step.actions.append(.record(nil))
            settle(index, true)
        case .onFailure:
            guard phases[index].state == .failed, phases[index].finalFailure != nil else { return }
            emit(.hookEnded(id, hook: hook, failure: failure), at: index, &step)
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
        _ failure: AgentFailure,
        awaitsHook: Bool
    ) -> RunDecision.Exhaustion {
        RunDecision.Exhaustion(
            phase: planned[index].id,
            failure: failure,
            awaitsHook: awaitsHook,
            isLate: phases[index].isLate
        )
    }

    mutating func takeExit(_ index: Int, _ step: inout Step) {
        guard let failure = phases[index].finalFailure else { return }
        phases[index].finalFailure = nil
        let phase = planned[index]
        switch phase.configuration.retry.onExhausted {
        case .degrade where phase.fallback != nil: degrade(index, failure, &step)
        case .rollback: rollBack(index, failure, &step)
        case .pause:
            emit(.phaseEnded(phase.id, status: .paused), at: index, &step)
            end(.paused, RunError(phase: phase.id, failure: failure), &step)
        case .fail, .degrade: fail(index, failure, &step)
        }
    }

    mutating func fail(_ index: Int, _ failure: AgentFailure, _ step: inout Step) {
        let id = planned[index].id
        emit(.phaseEnded(id, status: .failed), at: index, &step)
        end(.failed, RunError(phase: id, failure: failure), &step)
    }

    mutating func degrade(_ index: Int, _ failure: AgentFailure, _ step: inout Step) {
        let phase = planned[index]
        guard let fallback = phase.fallback else {
            fail(index, failure, &step)
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
