/// Decides what a run does next; performs nothing itself.
///
/// Both worlds drive this one machine: signals go in, actions and events come out. It neither waits nor reads a clock:
/// every signal says what time it is, counted from the start of the world.
package struct RunMachine: Sendable {
    /// What the run does.
    package let plan: RunPlan
    var phases: [PhaseProgress]
    /// How the run ended, once it has.
    package internal(set) var status: RunStatus?
    /// The first cause, where the run failed.
    package internal(set) var error: RunError?
    /// The steps of phases taken so far, for tests that ask which were never taken.
    package internal(set) var taken: Set<PhaseState.Transition> = []
    let recordsTransitions: Bool
    let chance: Chance
    var startedAt = Duration.zero
    var now = Duration.zero
    private var sequence = 0

    /// A machine for one run.
    package init(_ plan: RunPlan, recordsTransitions: Bool = false) {
        self.plan = plan
        self.recordsTransitions = recordsTransitions
        phases = Array(repeating: PhaseProgress(), count: plan.phases.count)
        chance = Chance(seed: plan.seed).named("retry").named(plan.run.name)
            .numbered(plan.run.repetition)
    }

    /// The output of a phase that counts: committed or degraded.
    package func output(of phase: Int) -> PhaseOutput? {
        phases[phase].state.isOver ? phases[phase].output : nil
    }

    /// What degraded phases handed on.
    package var fallbacks: [PhaseID: PhaseOutput] {
        var fallbacks: [PhaseID: PhaseOutput] = [:]
        for (index, phase) in plan.phases.enumerated() where phases[index].state == .degraded {
            fallbacks[phase.id] = phases[index].output
        }
        return fallbacks
    }

    /// What a signal means. Signals that come after the end, or from calls no longer wanted, mean nothing.
    package mutating func handle(_ signal: Signal, at time: Duration, into step: inout Step) {
        guard status == nil else { return }
        now = time
        switch signal {
        case .start: start(&step)
        case .lookedUp(let phase, let result): lookedUp(phase, result, &step)
        case .faultInjected(let call, let fault, let effect):
            let id = plan.phases[call.phase].id
            emit(.faultInjected(id, attempt: call.attempt, fault: fault, effect: effect), &step)
        case .ended(let call, let result): ended(call, result, &step)
        case .validated(let phase, let findings): validated(phase, findings, &step)
        case .appended(let phase): appended(phase, &step)
        case .appendFailed(let phase, let failure): appendFailed(phase, failure, &step)
        case .fired(let timer): fired(timer, &step)
        case .stalled: stalled(&step)
        case .cancel:
            end(.cancelled, nil, &step)
        }
        if status == nil { startReadyPhases(&step) }
    }

    // MARK: - Bookkeeping shared by the decisions

    mutating func emit(_ kind: Event.Kind, _ step: inout Step) {
        sequence += 1
        step.events.append(
            Event(sequence: sequence, time: now - startedAt, run: plan.run, kind: kind)
        )
    }

    mutating func move(_ phase: Int, to state: PhaseState) {
        let transition = PhaseState.Transition(from: phases[phase].state, to: state)
        guard PhaseState.transitions.contains(transition) else {
            preconditionFailure(
                "phase \(plan.phases[phase].id) cannot go from \(transition.from) to \(state)"
            )
        }
        if recordsTransitions { taken.insert(transition) }
        phases[phase].state = state
    }

    /// Ends the run: what is under way is called off, then the last event is written.
    mutating func end(_ status: RunStatus, _ error: RunError?, _ step: inout Step) {
        for index in phases.indices where phases[index].state.isActive {
            callOff(index, &step)
            move(index, to: .cancelled)
            emit(.phaseEnded(plan.phases[index].id, status: "cancelled"), &step)
        }
        if plan.configuration.runTimeout != nil { step.actions.append(.disarm(.run)) }
        self.status = status
        self.error = error
        emit(.runEnded(status: status, cause: error?.failure.kind), &step)
        step.actions.append(.finish(status, error))
    }

    /// Stops the attempt or the delay that a phase is in.
    mutating func callOff(_ index: Int, _ step: inout Step) {
        let call = CallID(phase: index, attempt: phases[index].attempts)
        switch phases[index].state {
        case .running:
            step.actions.append(.cancelCall(call))
            disarmAttempt(call, &step)
            let failure = AgentFailure(
                kind: "cancelled",
                message: "the call was called off",
                isRetryable: false
            )
            emit(
                .attemptFailed(plan.phases[index].id, attempt: call.attempt, failure: failure),
                &step
            )
        case .backoff:
            step.actions.append(.disarm(.backoff(.init(phase: index, attempt: call.attempt + 1))))
        default: break
        }
    }
}
