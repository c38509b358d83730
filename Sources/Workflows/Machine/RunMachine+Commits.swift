// What follows validation: a commit, or another try.
extension RunMachine {
    /// Has an output validated; an output without validators continues at once.
    mutating func validate(_ index: Int, _ output: PhaseOutput, _ step: inout MachineOutput) {
        move(index, to: .validating)
        if planned[index].configuration.validators.isEmpty {
            validated(turn(of: index), [], &step)
        } else {
            step.actions.append(.validate(turn(of: index), output))
        }
    }

    mutating func validated(
        _ turn: TurnID,
        _ findings: [ValidationFinding],
        _ step: inout MachineOutput
    ) {
        let index = turn.phase
        guard isCurrent(turn), phases[index].state == .validating,
            let output = phases[index].output
        else { return }
        guard !findings.isEmpty else {
            noteTime(of: index, &step)
            move(index, to: .committing)
            step.actions.append(.append(turn, output))
            return
        }
        let attempt = phases[index].attempts
        for finding in findings {
            emit(
                .validationFailed(planned[index].id, attempt: attempt, finding: finding),
                at: index,
                &step
            )
        }
        if phases[index].isCached {
            reject(cached: index, &step)
        } else {
            reject(index, output, findings, &step)
        }
    }

    /// The commit of a phase goes to the record now, its files are in their place; the phases that are unfinished by now
    /// say whether it ends the run.
    mutating func beginRecording(commitOf index: Int) {
        if closingStatus(after: index) != nil { closingPhase = index }
    }

    /// How the run ends if the commit of this phase is its last step; `nil` where more follows.
    func closingStatus(after index: Int) -> RunStatus? {
        guard unfinished == 1, stopping == nil,
            !planned[index].configuration.hooks.contains(.after)
        else { return nil }
        return count(of: .degraded) > 0 ? .degraded : .succeeded
    }

    /// A kept result that no longer satisfies its validators is forgotten, and the phase is executed.
    private mutating func reject(cached index: Int, _ step: inout MachineOutput) {
        forget(index, &step)
        move(index, to: .ready)
        call(index, &step)
    }

    private mutating func reject(
        _ index: Int,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        _ step: inout MachineOutput
    ) {
        let settings = planned[index].configuration
        let reasons = findings.map { "\($0.validator): \($0.message)" }.joined(separator: "\n")
        phases[index].history.append(
            .init(attempt: phases[index].attempts, outcome: "rejected", output: output.text)
        )
        if let target = planned[index].revises, let rule = settings.onRejected,
            phases[index].revisionsRequested < rule.max
        {
            sendBack(from: index, to: target, review: output.text, &step)
            return
        }
        if settings.onRejected == nil, phases[index].rejections < settings.retry.maxRevisions {
            phases[index].rejections += 1
            phases[index].feedback = reasons
            step.actions.append(.record(nil))
            call(index, &step)
            return
        }
        // For whoever resumes the run: the last cause, not the one before.
        phases[index].feedback = reasons
        exhausted(
            index,
            OperationFailure(kind: .validation, message: reasons, isRetryable: false),
            &step
        )
    }

    /// A commit that could not be recorded stops the run, which can be resumed from before it.
    mutating func appendFailed(
        _ index: Int,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        guard phases[index].state == .committing else { return }
        if closingPhase == index { takeDeferred(&step) }
        guard status == nil else { return }
        end(.interrupted, RunError(phase: planned[index].id, failure: failure), &step)
    }

    /// Files that cannot be put in their place fail the phase, which takes its way out.
    mutating func filesRefused(
        _ index: Int,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        guard phases[index].state == .committing else { return }
        exhausted(index, failure, &step)
    }

    mutating func appended(_ index: Int, _ step: inout MachineOutput) {
        guard phases[index].state == .committing, let output = phases[index].output else { return }
        let phase = planned[index]
        commits += 1
        phases[index].commitOrder = commits
        phases[index].isSettling = phase.configuration.hooks.contains(.after)
        move(index, to: .committed)
        emit(commitEvent(of: index, output), at: index, &step)
        emit(endEvent(of: index), at: index, &step)
        if let key = phases[index].key, !phases[index].isCached {
            phases[index].holdsFlight = false
            let took = now - phases[index].startedAt
            step.actions.append(.store(key, output, took: took))
        }
        if phases[index].isSettling { step.actions.append(.runHook(turn(of: index), .after)) }
        if closingPhase == index {
            // The record says that the run is over: what came meanwhile came too late.
            closingPhase = nil
            deferred = []
        } else if cancelsAfter == phase.id {
            end(.cancelled, nil, &step)
        }
        // What ended exactly at a limit is in time: its result counts before others are called off.
        if isBudgeted, status == nil { endCallsAtLimit(&step) }
    }

    /// What is reported of a commit, in the record and in the line of events alike.
    func commitEvent(of index: Int, _ output: PhaseOutput) -> Event.Kind {
        .phaseCommitted(
            planned[index].id,
            digest: output.digest,
            inputs: fullInputs(of: index)
        )
    }

    /// What is reported after it.
    func endEvent(of index: Int) -> Event.Kind {
        .phaseEnded(planned[index].id, status: phases[index].isCached ? .cached : .committed)
    }

    /// Says so before the phase ends where it took longer than it ever should.
    private mutating func noteTime(of index: Int, _ step: inout MachineOutput) {
        guard plan.isMonitored, !plan.slowLimits.isEmpty else { return }
        let id = planned[index].id
        let took = now - phases[index].startedAt
        let series = PhaseSeries(id, isCached: phases[index].isCached)
        guard let limit = plan.slowLimits[series], took > limit else { return }
        emit(.anomalyFound(id, took: took, limit: limit), at: index, &step)
    }
}
