internal import Quantities

// What follows the end of an attempt: validation, another attempt, or none.
extension RunMachine {
    mutating func ended(
        _ call: CallID,
        _ result: Result<AgentAnswer, OperationFailure>,
        _ step: inout MachineOutput
    ) {
        guard isCurrent(call) else { return }
        disarmAttempt(call, &step)
        switch result {
        case .failure(let failure): callFailed(call, located(failure, of: call.phase), &step)
        case .success where call.isCompensation:
            step.actions.append(.recordCompensation(phase: call.phase))
        case .success(let answer):
            let output = answer.output
            if let stray = output.files.first(where: { !WorkspacePath.isContained($0.path) }) {
                let escape = Self.escape(of: stray.path).spending(answer.usage)
                attemptFailed(call, escape, &step)
                return
            }
            if isBudgeted, overspends(call, answer, &step) { return }
            phases[call.phase].failures += max(0, answer.calls - 1)
            phases[call.phase].failureStreak = nil
            phases[call.phase].output = output
            emit(
                .attemptSucceeded(
                    planned[call.phase].id,
                    attempt: call.attempt,
                    digest: output.digest,
                    response: output.response?.status,
                    usage: answer.usage
                ),
                at: call.phase,
                &step
            )
            validate(call.phase, output, &step)
        }
    }

    /// Counts what an answered call used; one that takes it above a limit fails. Says whether it does.
    private mutating func overspends(
        _ call: CallID,
        _ answer: AgentAnswer,
        _ step: inout MachineOutput
    ) -> Bool {
        let before = (spent, spentOfPhases)
        spend(answer.usage, calls: answer.calls, of: call.phase)
        guard let failure = excess(of: call.phase) else { return false }
        // The failed attempt counts it.
        (spent, spentOfPhases) = before
        attemptFailed(call, failure.spending(answer.usage), &step)
        return true
    }

    /// A failure with its wait as a duration, whatever way the other side said it, and no longer than the policy allows.
    private func located(_ failure: OperationFailure, of phase: Int) -> OperationFailure {
        guard failure.isRetryable else { return failure }
        let longest = planned[phase].configuration.retry.maxRetryAfter
        if failure.retryAfter != nil, longest == nil { return failure }
        guard var wait = asked(by: failure, of: phase) else { return failure }
        if let longest { wait = min(wait, longest) }
        var failure = failure
        failure.retryAfter = wait
        return failure
    }

    private func asked(by failure: OperationFailure, of phase: Int) -> Duration? {
        if let wait = failure.retryAfter { return wait }
        if let date = failure.retryAt { return min(max(.zero, date - wall), .longest) }
        return planned[phase].configuration.retry.readsMessages ? failure.hintInMessage : nil
    }

    private static func escape(of path: String) -> OperationFailure {
        OperationFailure(
            kind: .pathEscape,
            message: "the file \"\(path)\" would leave the workspace",
            isRetryable: false
        )
    }

    mutating func attemptFailed(
        _ call: CallID,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        let index = call.phase
        let phase = planned[index]
        let policy = phase.configuration.retry
        let whole = isBudgeted ? counted(failure, of: index) : failure
        emit(.attemptFailed(phase.id, attempt: call.attempt, failure: whole), at: index, &step)
        // Usage is reported once, for the call.
        let failure = whole.withoutUsage
        phases[index].failures += max(1, failure.calls)
        phases[index].history.append(
            .init(attempt: call.attempt, outcome: failure.kind, output: failure.message)
        )
        let isPattern = noteStreak(call, failure, &step)
        guard policy.permitsRetry(of: failure), phases[index].failures < policy.maxAttempts,
            !(isPattern && policy.stopsOnPattern)
        else {
            exhausted(index, failure, &step)
            endCallsAtLimit(&step)
            return
        }
        if isBudgeted, let none = exhaustedBudget(of: index, failure) {
            exhausted(index, none, &step)
            endCallsAtLimit(&step)
            return
        }
        let draw = chance.named(phase.word).numbered(phases[index].failures)
        let delay = policy.delay(
            afterFailures: phases[index].failures,
            retryAfter: failure.retryAfter,
            chance: draw
        )
        if let deadline, now + delay >= deadline {
            phases[index].isLate = true
            exhausted(index, deadlineFailure(after: delay, cause: failure), &step)
            return
        }
        let next = CallID(phase: index, attempt: call.attempt + 1)
        move(index, to: .backoff)
        emit(
            .retryScheduled(
                phase.id,
                attempt: next.attempt,
                delay: delay,
                cause: failure.kind
            ),
            at: index,
            &step
        )
        arm(.backoff(next), at: now + delay, &step)
    }

    /// Counts what a failed call used; the failure is the budget's where that takes it above a limit.
    private mutating func counted(_ failure: OperationFailure, of index: Int) -> OperationFailure {
        spend(failure.usage, calls: failure.calls, of: index)
        guard failure.kind != EngineFailure.budget.rawValue,
            var over = excess(of: index, failure)
        else { return failure }
        over.calls = failure.calls
        over.usage = failure.usage
        return over
    }

    /// Counts equal failures in a row, and says whether they are a pattern by now.
    private mutating func noteStreak(
        _ call: CallID,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) -> Bool {
        let policy = planned[call.phase].configuration.retry
        var count = 1
        if let streak = phases[call.phase].failureStreak, streak.failure.isLike(failure) {
            count = streak.count + 1
        }
        phases[call.phase].failureStreak = (failure, count)
        if count == policy.patternLength {
            emit(
                .patternFound(
                    planned[call.phase].id,
                    attempt: call.attempt,
                    pattern: "repeated_\(failure.kind)",
                    count: count
                ),
                at: call.phase,
                &step
            )
        }
        return count >= policy.patternLength
    }

    private func deadlineFailure(after delay: Duration, cause: OperationFailure) -> OperationFailure
    {
        OperationFailure(
            kind: .timeout,
            message: "another attempt after \(DurationText.text(delay)) would pass the run's "
                + "deadline; the last one failed with \(cause.kind): \(cause.message)",
            isRetryable: false
        )
    }
}

extension OperationFailure {
    /// What the phase that a failure goes back to is given.
    var feedback: String { "\(kind): \(message)" }
}
