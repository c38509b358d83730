internal import Quantities

// Calls of agents, and the deadlines that bound them.
extension RunMachine {
    /// Starts the next attempt at once.
    mutating func startAttempt(_ index: Int, _ step: inout MachineOutput) {
        move(index, to: .running)
        if slots != .max { takeSlot(index) }
        phases[index].attempts += 1
        phases[index].isCached = false
        phases[index].output = nil
        let call = CallID(phase: index, attempt: phases[index].attempts)
        emit(
            .attemptStarted(
                planned[index].id,
                attempt: call.attempt,
                truncatedBytes: truncatedBytes(in: call)
            ),
            at: index,
            discards: Int32(clamping: phases[index].discards),
            &step
        )
        step.actions.append(.call(call))
        armAttempt(call, &step)
    }

    mutating func armAttempt(_ call: CallID, _ step: inout MachineOutput) {
        let phase = planned[call.phase]
        if let timeout = phase.configuration.attemptTimeout {
            arm(.attempt(call), at: now + timeout, &step)
        }
        if let timeout = phase.configuration.heartbeatTimeout {
            arm(.heartbeat(call), at: now + timeout, &step)
        }
    }

    /// How long a timer of an attempt runs; `nil` for others.
    func limit(of timer: TimerID) -> Duration? {
        switch timer {
        case .attempt(let call): planned[call.phase].configuration.attemptTimeout
        case .heartbeat(let call): planned[call.phase].configuration.heartbeatTimeout
        case .backoff, .run, .cache: nil
        }
    }

    func disarmAttempt(_ call: CallID, _ step: inout MachineOutput) {
        let phase = planned[call.phase]
        if phase.configuration.attemptTimeout != nil {
            step.actions.append(.disarm(.attempt(call)))
        }
        if phase.configuration.heartbeatTimeout != nil {
            step.actions.append(.disarm(.heartbeat(call)))
        }
    }

    /// A heartbeat restarts the time that a call may be silent.
    mutating func showedLife(_ call: CallID, _ step: inout MachineOutput) {
        guard isCurrent(call),
            let timeout = planned[call.phase].configuration.heartbeatTimeout
        else { return }
        step.actions.append(.disarm(.heartbeat(call)))
        arm(.heartbeat(call), at: now + timeout, &step)
    }

    /// Whether an answer to this call is still wanted.
    func isCurrent(_ call: CallID) -> Bool {
        // Field by field: this is asked of every answer, and a whole copy would cost more than the rest.
        let index = call.phase
        return call.isCompensation
            ? phases[index].state == .rollingBack
                && phases[index].compensationAttempts == call.attempt
            : phases[index].state == .running && phases[index].attempts == call.attempt
    }

    /// What the budget of the context leaves out; most runs have none, and their requests are put together only where
    /// somebody reads them.
    private func truncatedBytes(in call: CallID) -> Int {
        let context = plan.context
        guard context.isEnabled, context.budget != nil else { return 0 }
        return request(for: call).truncatedBytes
    }

    /// What the agent of a call is asked; the call is the phase's current one.
    package func request(for call: CallID, noting notes: EffectNotes? = nil) -> AgentRequest {
        let phase = planned[call.phase]
        let context = plan.context
        var inputs: [AgentRequest.Input] = phase.inputs.compactMap { input in
            phases[input].output.map { .init(phase: planned[input].id, output: $0) }
        }
        if call.isCompensation, let output = phases[call.phase].output {
            inputs = [.init(phase: phase.id, output: output)]
        }
        return AgentRequest(
            phase: phase.id,
            attempt: call.attempt,
            requirements: plan.requirements,
            inputs: inputs,
            feedback: context.isEnabled && context.hasFeedback ? phases[call.phase].feedback : nil,
            history: context.isEnabled && context.hasHistory ? phases[call.phase].history : [],
            budget: context.isEnabled ? context.budget : nil,
            idempotencyScope: plan.idempotencyScope,
            discards: phases[call.phase].discards,
            isCompensation: call.isCompensation,
            notes: notes
        )
    }

    mutating func fired(_ timer: TimerID, _ step: inout MachineOutput) {
        guard awaits(timer) else { return }
        if let due = due(of: timer), now < due {
            // A clock that rings early ends nothing.
            arm(timer, at: due, &step)
            return
        }
        switch timer {
        case .attempt(let call):
            let limit = planned[call.phase].configuration.attemptTimeout ?? .zero
            let text = "the attempt was not over after \(DurationText.text(limit))"
            timedOut(call, text, &step)
        case .heartbeat(let call):
            let limit = planned[call.phase].configuration.heartbeatTimeout ?? .zero
            timedOut(call, "no sign of life for \(DurationText.text(limit))", &step)
        case .backoff(let next):
            if next.isCompensation {
                callCompensation(next.phase, &step)
            } else {
                call(next.phase, &step)
            }
        case .run: meetDeadline(&step)
        case .cache: break
        }
    }

    private mutating func timedOut(_ call: CallID, _ message: String, _ step: inout MachineOutput) {
        step.actions.append(.cancelCall(call))
        disarmAttempt(call, &step)
        let message = message + cause(of: call)
        callFailed(call, OperationFailure(kind: .timeout, message: message), &step)
    }

    /// What a message adds of a call that a deadline ends.
    func cause(of call: CallID) -> String { causes[call].map { ": \($0)" } ?? "" }

    /// A call that never ends fails the first phase that waits for one.
    mutating func stalled(_ step: inout MachineOutput) {
        let failure = OperationFailure(
            kind: .hang,
            message: "the call never ended, and no timeout.attempt or timeout.run bounds it",
            isRetryable: false
        )
        if let index = phases.indices.first(where: { phases[$0].state == .running }) {
            callFailed(CallID(phase: index, attempt: phases[index].attempts), failure, &step)
        } else if let index = phases.indices.first(where: { phases[$0].state == .rollingBack }) {
            let attempt = phases[index].compensationAttempts
            let call = CallID(phase: index, attempt: attempt, isCompensation: true)
            callFailed(call, failure, &step)
        } else {
            end(.failed, RunError(phase: nil, failure: failure), &step)
        }
    }

    mutating func callFailed(
        _ call: CallID,
        _ failure: OperationFailure,
        _ step: inout MachineOutput
    ) {
        if call.isCompensation {
            compensationFailed(call, failure.withoutUsage, &step)
        } else {
            attemptFailed(call, failure, &step)
        }
    }
}
