// Rollback: what a failure takes back, and what is executed again.
extension RunMachine {
    /// Whether the run may roll back once more.
    var mayRollBack: Bool {
        plan.rollback != .none && rollbacks < plan.configuration.maxRollbacks
    }

    mutating func rollBack(_ index: Int, _ failure: OperationFailure, _ step: inout MachineOutput) {
        let policy = plan.rollback
        rollbacks += 1
        let id = planned[index].id
        var target: PhaseID?
        if case .lastGood = policy { target = id }
        if let goal = plan.rollbackTarget { target = planned[goal].id }
        emit(
            .rolledBack(id, policy: policy.name, to: target, failure: failure),
            at: index,
            &step
        )
        step.actions.append(.record(nil))
        switch policy {
        case .none: break
        case .lastGood:
            startAgain(index, &step)
            step.actions.append(.rewind(to: index))
        case .to: goBack(from: index, failure, &step)
        case .degrade: degrade(index, failure, &step)
        case .compensate:
            endFailed(index, .failed, &step)
            compensate(RunError(phase: id, failure: failure), &step)
        }
    }

    /// Discards the results from the target on; it is given the reason.
    private mutating func goBack(
        from index: Int,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        let target = plan.rollbackTarget ?? index
        for phase in affected(by: target).reversed() where phase != index { discard(phase, &step) }
        startAgain(index, &step)
        step.actions.append(.rewind(to: target))
        phases[target].feedback = failure.feedback
    }

    /// Gives a failed phase a fresh budget.
    private mutating func startAgain(_ index: Int, _ step: inout MachineOutput) {
        emit(.phaseEnded(planned[index].id, status: .discarded), at: index, &step)
        move(index, to: .pending)
        reset(index)
        phases[index].discards += 1
    }

    /// Forgets what counted towards the limits of a phase; the numbers of its attempts continue.
    mutating func reset(_ index: Int) {
        phases[index].output = nil
        phases[index].failures = 0
        phases[index].rejections = 0
        phases[index].feedback = nil
        phases[index].failureStreak = nil
        phases[index].finalFailure = nil
        phases[index].isCached = false
        phases[index].isReadingFiles = false
        phases[index].mustExecute = true
        phases[index].isLate = false
        phases[index].awaitsSlot = false
        phases[index].hasEnded = false
    }
}

// Compensation: committed phases are undone, the latest first, one after another.
extension RunMachine {
    private mutating func compensate(_ error: RunError, _ step: inout MachineOutput) {
        for index in phases.indices where phases[index].state.isActive {
            callOff(index, &step)
            release(index, &step)
            move(index, to: .cancelled)
            emit(.phaseEnded(planned[index].id, status: .cancelled), at: index, &step)
        }
        // What is half undone helps nobody: each compensation has its own limits, the run's no longer counts.
        if plan.runTimeout != nil { step.actions.append(.disarm(.run)) }
        deadline = nil
        let left = compensable()
        // From here on nobody is served what is about to be undone.
        for index in left {
            forget(index, &step)
        }
        stopping = .compensating(error, left: left)
        undoNext(&step)
    }

    /// Phases with a compensation that this run committed, the earliest first. What came from the cache had its
    /// effects in another run, which this one must not undo.
    func compensable() -> [Int] {
        phases.indices.filter {
            phases[$0].state == .committed && !phases[$0].isCached
                && planned[$0].configuration.compensation != nil
        }
        .sorted { phases[$0].commitOrder < phases[$1].commitOrder }
    }

    mutating func undoNext(_ step: inout MachineOutput) {
        guard case .compensating(let error, var left) = stopping else { return }
        guard let next = left.popLast() else {
            stopping = nil
            end(.failed, error, &step)
            return
        }
        stopping = .compensating(error, left: left)
        move(next, to: .rollingBack)
        phases[next].failures = 0
        callCompensation(next, &step)
    }

    mutating func callCompensation(_ index: Int, _ step: inout MachineOutput) {
        phases[index].compensationAttempts += 1
        let call = CallID(
            phase: index,
            attempt: phases[index].compensationAttempts,
            isCompensation: true
        )
        emit(.compensationStarted(planned[index].id, attempt: call.attempt), at: index, &step)
        step.actions.append(.call(call))
        armAttempt(call, &step)
    }

    /// The record says whether the phase is undone: an acknowledged compensation is never repeated. Where it cannot be
    /// recorded the run stops, and whoever resumes it goes on undoing.
    mutating func undone(_ index: Int, _ failure: OperationFailure?, _ step: inout MachineOutput) {
        guard phases[index].state == .rollingBack, let output = phases[index].output else { return }
        if let failure {
            end(.interrupted, RunError(phase: planned[index].id, failure: failure), &step)
            return
        }
        let id = planned[index].id
        move(index, to: .rolledBack)
        emit(
            .compensated(id, attempt: phases[index].compensationAttempts, failure: nil),
            at: index,
            &step
        )
        emit(.phaseDiscarded(id, digest: output.digest), at: index, &step)
        step.actions.append(.discard(phase: index))
        forget(index, &step)
        undoNext(&step)
    }

    mutating func compensationFailed(
        _ call: CallID,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        let index = call.phase
        let policy = planned[index].configuration.retry
        phases[index].failures += max(1, failure.calls)
        guard policy.permitsRetry(of: failure), phases[index].failures < policy.maxAttempts else {
            abandonCompensation(index, failure, &step)
            return
        }
        emit(
            .compensated(planned[index].id, attempt: call.attempt, failure: failure),
            at: index,
            &step
        )
        let draw = chance.named(planned[index].word).named("undo")
            .numbered(phases[index].failures)
        let delay = policy.delay(
            afterFailures: phases[index].failures,
            retryAfter: failure.retryAfter,
            chance: draw
        )
        let next = CallID(phase: index, attempt: call.attempt + 1, isCompensation: true)
        arm(.backoff(next), at: now + delay, &step)
    }

    /// What cannot be undone is reported, and the others are undone all the same.
    private mutating func abandonCompensation(
        _ index: Int,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        leaveHalfUndone(index, &step)
        emit(
            .compensated(
                planned[index].id,
                attempt: phases[index].compensationAttempts,
                failure: failure
            ),
            at: index,
            &step
        )
        step.actions.append(.record(.abandoned(planned[index].id)))
        undoNext(&step)
    }

    /// What its effects are now nobody knows: its result is not served again.
    mutating func leaveHalfUndone(_ index: Int, _ step: inout MachineOutput) {
        move(index, to: .rollbackFailed)
        forget(index, &step)
    }

    mutating func callOffCompensation(_ index: Int, _ step: inout MachineOutput) {
        let attempt = phases[index].compensationAttempts
        let call = CallID(phase: index, attempt: attempt, isCompensation: true)
        step.actions.append(.cancelCall(call))
        disarmAttempt(call, &step)
        let next = CallID(phase: index, attempt: attempt + 1, isCompensation: true)
        step.actions.append(.disarm(.backoff(next)))
        leaveHalfUndone(index, &step)
    }
}
