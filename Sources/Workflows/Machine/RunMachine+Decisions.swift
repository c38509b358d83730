// Decisions that an earlier execution of the run had recorded.
extension RunMachine {
    /// A decision that cannot be recorded is not acted upon: the run stops, and can be resumed from before it.
    mutating func recorded(_ failure: OperationFailure?, _ step: inout MachineOutput) {
        guard let failure else { return }
        end(.interrupted, RunError(phase: nil, failure: failure), &step)
    }

    /// Takes over what phases carry from execution to execution.
    mutating func restoreDecisions(_ decisions: PendingDecisions) {
        for (index, phase) in planned.enumerated() {
            phases[index].mustExecute = decisions.discarded.contains(phase.id)
            phases[index].discards = decisions.discards[phase.id] ?? 0
            phases[index].compensationAttempts = decisions.undoings[phase.id] ?? 0
        }
    }

    /// Acts on what was decided and not done: phases are undone, hooks end, phases without attempts take their way out.
    mutating func actOnDecisions(_ restoration: RunRestoration, _ step: inout MachineOutput) {
        let decisions = restoration.decisions
        if let error = restoration.compensating {
            stopping = .compensating(error, left: compensable())
            undoNext(&step)
            return
        }
        for index in phases.indices where phases[index].isSettling {
            step.actions.append(.runHook(turn(of: index), .after))
        }
        for exhaustion in decisions.exhausted where status == nil {
            guard let index = plan.place(of: exhaustion.phase), phases[index].state == .pending
            else { continue }
            exhaust(index, as: exhaustion, &step)
        }
    }

    private mutating func exhaust(
        _ index: Int,
        as exhaustion: RunDecision.Exhaustion,
        _ step: inout MachineOutput
    ) {
        emit(.phaseStarted(exhaustion.phase), at: index, &step)
        phases[index].startedAt = now
        phases[index].isLate = exhaustion.isLate
        // It failed in an earlier execution: in this one it takes none of the steps that led there.
        phases[index].state = .failed
        phases[index].finalFailure = exhaustion.failure
        if exhaustion.awaitsHook, planned[index].configuration.hooks.contains(.onFailure) {
            if plan.failsFast {
                stopping = .awaitingHook
            } else {
                phases[index].awaitsHookOnFailure = true
            }
            // The event above says that the phase's turn came: what was decided of it has to follow.
            step.actions.append(.record(.exhausted(exhaustion)))
            step.actions.append(.runHook(turn(of: index), .onFailure))
        } else {
            takeExit(index, &step)
        }
    }
}
