// What follows the end of an attempt: validation, another attempt, a fallback, or the end of the run.
extension RunMachine {
    mutating func ended(
        _ call: CallID,
        _ result: Result<AgentAnswer, AgentFailure>,
        _ step: inout Step
    ) {
        guard isCurrent(call) else { return }
        disarmAttempt(call, &step)
        switch result {
        case .success(let answer):
            let output = answer.output
            if let stray = output.files.first(where: { !WorkspacePath.isContained($0.path) }) {
                attemptFailed(call, Self.escape(of: stray.path), &step)
                return
            }
            phases[call.phase].output = output
            emit(
                .attemptSucceeded(
                    plan.phases[call.phase].id,
                    attempt: call.attempt,
                    digest: output.digest,
                    response: output.response?.status
                ),
                &step
            )
            move(call.phase, to: .validating)
            step.actions.append(.validate(phase: call.phase, output))
        case .failure(let failure):
            attemptFailed(call, failure, &step)
        }
    }

    mutating func fired(_ timer: TimerID, _ step: inout Step) {
        switch timer {
        case .attempt(let call):
            guard isCurrent(call) else { return }
            step.actions.append(.cancelCall(call))
            let limit = plan.phases[call.phase].configuration.attemptTimeout ?? .zero
            attemptFailed(
                call,
                AgentFailure(
                    kind: "timeout",
                    message: "the attempt was not over after \(DurationText.text(limit))"
                ),
                &step
            )
        case .backoff(let next):
            let progress = phases[next.phase]
            guard progress.state == .backoff, progress.attempts + 1 == next.attempt else { return }
            call(next.phase, &step)
        case .run:
            let limit = plan.configuration.runTimeout ?? .zero
            let failure = AgentFailure(
                kind: "timeout",
                message: "the run was not over after \(DurationText.text(limit))",
                isRetryable: false
            )
            end(.failed, RunError(phase: nil, failure: failure), &step)
        }
    }

    /// A call that never ends fails the first phase that waits for one.
    mutating func stalled(_ step: inout Step) {
        let failure = AgentFailure(
            kind: "hang",
            message: "the call never ended, and no timeout.attempt or timeout.run bounds it",
            isRetryable: false
        )
        guard let index = phases.indices.first(where: { phases[$0].state == .running }) else {
            end(.failed, RunError(phase: nil, failure: failure), &step)
            return
        }
        attemptFailed(CallID(phase: index, attempt: phases[index].attempts), failure, &step)
    }

    private static func escape(of path: String) -> AgentFailure {
        AgentFailure(
            kind: "path_escape",
            message: "the file \"\(path)\" would leave the workspace",
            isRetryable: false
        )
    }

    func disarmAttempt(_ call: CallID, _ step: inout Step) {
        guard plan.phases[call.phase].configuration.attemptTimeout != nil else { return }
        step.actions.append(.disarm(.attempt(call)))
    }

    private func isCurrent(_ call: CallID) -> Bool {
        phases[call.phase].state == .running && phases[call.phase].attempts == call.attempt
    }

    private mutating func attemptFailed(
        _ call: CallID,
        _ failure: AgentFailure,
        _ step: inout Step
    ) {
        let index = call.phase
        let policy = plan.phases[index].configuration.retry
        emit(
            .attemptFailed(plan.phases[index].id, attempt: call.attempt, failure: failure),
            &step
        )
        phases[index].failures += 1
        phases[index].history.append(
            .init(attempt: call.attempt, outcome: failure.kind, output: failure.message)
        )
        guard policy.permitsRetry(of: failure), phases[index].failures < policy.maxAttempts else {
            exhausted(index, failure, &step)
            return
        }
        let draw = chance.named(plan.phases[index].id.name).numbered(phases[index].failures)
        let delay = policy.delay(
            afterFailures: phases[index].failures,
            retryAfter: failure.retryAfter,
            chance: draw
        )
        if let timeout = plan.configuration.runTimeout, now + delay >= startedAt + timeout {
            exhausted(index, deadlineFailure(after: delay, cause: failure), &step)
            return
        }
        let next = CallID(phase: index, attempt: call.attempt + 1)
        move(index, to: .backoff)
        emit(
            .retryScheduled(
                plan.phases[index].id,
                attempt: next.attempt,
                delay: delay,
                cause: failure.kind
            ),
            &step
        )
        step.actions.append(.arm(.backoff(next), at: now + delay))
    }

    private func deadlineFailure(after delay: Duration, cause: AgentFailure) -> AgentFailure {
        AgentFailure(
            kind: "timeout",
            message: "another attempt after \(DurationText.text(delay)) would pass the run's "
                + "deadline; the last one failed with \(cause.kind): \(cause.message)",
            isRetryable: false
        )
    }

    /// No further attempt: the phase takes its fallback, or the run fails.
    private mutating func exhausted(
        _ index: Int,
        _ failure: AgentFailure,
        _ step: inout Step
    ) {
        let phase = plan.phases[index]
        guard phase.configuration.retry.onExhausted == .degrade, let fallback = phase.fallback
        else {
            move(index, to: .failed)
            emit(.phaseEnded(phase.id, status: "failed"), &step)
            end(.failed, RunError(phase: phase.id, failure: failure), &step)
            return
        }
        phases[index].output = fallback
        move(index, to: .degraded)
        emit(.phaseDegraded(phase.id, digest: fallback.digest, cause: failure.kind), &step)
        emit(.phaseEnded(phase.id, status: "degraded"), &step)
    }
}

// What follows validation.
extension RunMachine {
    mutating func validated(
        _ index: Int,
        _ findings: [ValidationFinding],
        _ step: inout Step
    ) {
        guard phases[index].state == .validating, let output = phases[index].output else { return }
        guard !findings.isEmpty else {
            move(index, to: .committing)
            step.actions.append(.append(phase: index, output))
            return
        }
        let attempt = phases[index].attempts
        for finding in findings {
            emit(
                .validationFailed(plan.phases[index].id, attempt: attempt, finding: finding),
                &step
            )
        }
        if phases[index].isCached {
            reject(cached: index, &step)
        } else {
            reject(index, output, findings, &step)
        }
    }

    /// A kept result that no longer satisfies its validators is forgotten, and the phase is executed.
    private mutating func reject(cached index: Int, _ step: inout Step) {
        if let key = phases[index].key { step.actions.append(.forget(key)) }
        move(index, to: .ready)
        call(index, &step)
    }

    private mutating func reject(
        _ index: Int,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        _ step: inout Step
    ) {
        let settings = plan.phases[index].configuration
        let reasons = findings.map { "\($0.validator): \($0.message)" }.joined(separator: "\n")
        phases[index].history.append(
            .init(attempt: phases[index].attempts, outcome: "rejected", output: output.text)
        )
        if let target = plan.phases[index].revises, let rule = settings.onRejected,
            phases[index].revisionsRequested < rule.max
        {
            sendBack(from: index, to: target, review: output.text, &step)
            return
        }
        if settings.onRejected == nil, phases[index].rejections < settings.retry.maxRevisions {
            phases[index].rejections += 1
            phases[index].feedback = reasons
            call(index, &step)
            return
        }
        exhausted(
            index,
            AgentFailure(kind: "validation", message: reasons, isRetryable: false),
            &step
        )
    }

    /// A commit that could not be recorded fails the phase.
    mutating func appendFailed(
        _ index: Int,
        _ failure: AgentFailure,
        _ step: inout Step
    ) {
        guard phases[index].state == .committing else { return }
        move(index, to: .failed)
        emit(.phaseEnded(plan.phases[index].id, status: "failed"), &step)
        end(.failed, RunError(phase: plan.phases[index].id, failure: failure), &step)
    }

    mutating func appended(_ index: Int, _ step: inout Step) {
        guard phases[index].state == .committing, let output = phases[index].output else { return }
        let phase = plan.phases[index]
        move(index, to: .committed)
        emit(.phaseCommitted(phase.id, digest: output.digest), &step)
        emit(
            .phaseEnded(phase.id, status: phases[index].isCached ? "cached" : "committed"),
            &step
        )
        if let key = phases[index].key, !phases[index].isCached {
            step.actions.append(.store(key, output))
        }
    }
}
