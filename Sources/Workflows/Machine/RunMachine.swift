internal import HeapModule

/// Decides what a run does next; performs nothing itself.
///
/// Both worlds drive this one machine: signals go in, actions and events come out. It neither waits nor reads a clock:
/// every signal says what time it is, counted from the start of the world. The steps that a phase can take stand in
/// `PhaseState.transitions`; a step that is not there stops the program.
package struct RunMachine: Sendable {
    /// What the run does.
    package let plan: RunPlan
    /// The plan's phases and its run, at hand without a detour: they are looked at at every step.
    package let planned: [RunPlan.Phase]
    let run: Event.Run
    var phases: [PhaseProgress]
    /// How the run ended, once it has.
    package internal(set) var status: RunStatus?
    /// The first cause, where the run failed.
    package internal(set) var error: RunError?
    /// The steps of phases taken so far, for tests that ask which were never taken.
    package internal(set) var taken: Set<PhaseState.Transition> = []
    let recordsTransitions: Bool
    let chance: Chance
    let restoration: RunRestoration?
    var startedAt = Duration.zero
    var now = Duration.zero
    /// The wall time since 1970.
    var wall = Duration.zero
    var sequence = 0
    /// Phases whose turn may have come; each is looked at again before it starts.
    var ready = Heap<Int>()
    /// How many phases are not over, hooks after them included.
    var unfinished: Int
    /// How many phases an agent, the cache, a hook or a timer is being waited for.
    var active = 0
    var commits = 0
    var rollbacks = 0
    /// What ends the run once every hook and every compensation is over.
    var stopping: Stopping?
    /// The phase whose commit ends the run, from the request to its answer.
    var closingPhase: Int?
    /// The phase whose commit calls the run off, for scenarios that cancel there.
    package var cancelsAfter: PhaseID?
    /// What came while the last commit was being recorded.
    var deferred: [Signal] = []

    /// Why no phase starts any more.
    enum Stopping: Sendable {
        /// Phases are undone, latest commit first; then the run fails.
        case compensating(RunError, left: [Int])
        /// A hook on a failure is being waited for.
        case awaitingHook
    }

    /// A machine for one run, or for the rest of one.
    package init(
        _ plan: RunPlan,
        restoring restoration: RunRestoration? = nil,
        recordsTransitions: Bool = false
    ) {
        self.plan = plan
        planned = plan.phases
        run = plan.run
        self.restoration = restoration
        self.recordsTransitions = recordsTransitions
        phases = Array(repeating: PhaseProgress(), count: plan.phases.count)
        unfinished = plan.phases.count
        chance = Chance(seed: plan.seed).named("retry").named(plan.run.name)
            .numbered(plan.run.repetition)
    }

    /// The output of a phase that counts: committed or degraded.
    package func output(of phase: Int) -> PhaseOutput? {
        phases[phase].state.isOver ? phases[phase].output : nil
    }

    /// How often a phase's agent was called so far.
    package func attempts(of phase: Int) -> Int { phases[phase].attempts }

    /// Whether an agent is at work, or undoes a phase.
    package var isCalling: Bool {
        phases.contains { $0.state == .running || $0.state == .rollingBack }
    }

    /// The outputs that count, by phase; those of degraded phases are not among them.
    package var committedOutputs: [PhaseID: PhaseOutput] {
        outputs(of: .committed)
    }

    /// What degraded phases handed on.
    package var fallbacks: [PhaseID: PhaseOutput] {
        outputs(of: .degraded)
    }

    private func outputs(of state: PhaseState) -> [PhaseID: PhaseOutput] {
        let count = count(of: state)
        guard count > 0 else { return [:] }
        var outputs: [PhaseID: PhaseOutput] = [:]
        outputs.reserveCapacity(count)
        for index in phases.indices where phases[index].state == state {
            outputs[planned[index].id] = phases[index].output
        }
        return outputs
    }

    /// How many phases are in a state.
    func count(of state: PhaseState) -> Int {
        var count = 0
        for index in phases.indices where phases[index].state == state { count += 1 }
        return count
    }

    /// What a signal means. Signals that come after the end, or from calls no longer wanted, mean nothing.
    ///
    /// `wall` is the wall time since 1970, for dates that other sides name.
    package mutating func handle(
        _ signal: Signal,
        at time: Duration,
        wall: Duration = .zero,
        into step: inout Step
    ) {
        guard status == nil else { return }
        now = time
        self.wall = wall
        guard !isDeferred(signal) else { return }
        take(signal, &step)
        if status == nil { startReadyPhases(&step) }
    }

    private mutating func take(_ signal: Signal, _ step: inout Step) {
        switch signal {
        case .start: start(&step)
        case .lookedUp(let phase, let result): lookedUp(phase, result, &step)
        case .faultInjected(let call, let fault, let effect):
            let id = planned[call.phase].id
            emit(
                .faultInjected(id, attempt: call.attempt, fault: fault, effect: effect),
                at: call.phase,
                &step
            )
        case .frame(let call): showedLife(call, &step)
        case .ended(let call, let result): ended(call, result, &step)
        case .validated(let phase, let findings): validated(phase, findings, &step)
        case .hooked(let phase, let hook, let failure): hooked(phase, hook, failure, &step)
        case .appended(let phase): appended(phase, &step)
        case .appendFailed(let phase, let failure): appendFailed(phase, failure, &step)
        case .stored(let phase, let evicted):
            emit(.cacheEvicted(planned[phase].id, count: evicted), at: phase, &step)
        case .compensationRecorded(let phase, let failure): undone(phase, failure, &step)
        case .fired(let timer): fired(timer, &step)
        case .stalled: stalled(&step)
        case .cancel: end(.cancelled, nil, &step)
        }
    }

    /// While the commit that ends the run is being recorded, the record decides: what would end the run otherwise waits
    /// for the answer.
    private mutating func isDeferred(_ signal: Signal) -> Bool {
        guard closingPhase != nil else { return false }
        switch signal {
        case .cancel, .fired(.run):
            deferred.append(signal)
            return true
        default: return false
        }
    }

    /// Takes up what waited for the last commit, which was not recorded.
    mutating func takeDeferred(_ step: inout Step) {
        closingPhase = nil
        let waiting = deferred
        deferred = []
        for signal in waiting where status == nil { take(signal, &step) }
    }
}

// Bookkeeping that the decisions share.
extension RunMachine {
    /// Says what happened to the phase at this place of the plan; -1 where it concerns none.
    mutating func emit(
        _ kind: consuming Event.Kind,
        at place: Int = -1,
        _ step: inout Step
    ) {
        sequence += 1
        step.events.append(
            Event(
                sequence: sequence,
                time: now - startedAt,
                run: run,
                place: Int32(truncatingIfNeeded: place),
                kind: kind
            )
        )
    }

    mutating func move(_ phase: Int, to state: PhaseState) {
        let old = phases[phase].state
        guard old.mayBecome(state) else {
            preconditionFailure(
                "phase \(planned[phase].id) cannot go from \(old) to \(state)"
            )
        }
        if recordsTransitions { taken.insert(.init(from: old, to: state)) }
        phases[phase].state = state
        if old.isActive != state.isActive { active += state.isActive ? 1 : -1 }
        if old.isOver != state.isOver { countOver(phase, state.isOver) }
        if state == .pending, phases[phase].openNeeds == 0 { ready.insert(phase) }
    }

    /// Lets the dependants of a phase know that it is over, or no longer.
    func isSettled(_ phase: Int) -> Bool {
        phases[phase].state.isOver && !phases[phase].isSettling
    }

    private mutating func countOver(_ phase: Int, _ isOver: Bool) {
        // A phase with a hook after it counts as over once the hook is.
        if isOver, phases[phase].isSettling { return }
        if !isOver, phases[phase].isSettling {
            phases[phase].isSettling = false
            return
        }
        settle(phase, isOver)
    }

    mutating func settle(_ phase: Int, _ isOver: Bool) {
        unfinished += isOver ? -1 : 1
        for dependant in planned[phase].neededBy {
            phases[dependant].openNeeds += isOver ? -1 : 1
            if phases[dependant].openNeeds == 0, phases[dependant].state == .pending {
                ready.insert(dependant)
            }
        }
    }

    /// The latest so many events did not happen: the process had died before them.
    mutating func takeBack(events count: Int) { sequence -= count }

    /// Ends the run: what is under way is called off, then the last event is written.
    mutating func end(_ status: RunStatus, _ error: RunError?, _ step: inout Step) {
        for index in phases.indices {
            switch phases[index].state {
            case .pending: move(index, to: .blocked)
            case .rollingBack: callOffCompensation(index, &step)
            case .failed where phases[index].finalFailure != nil:
                emit(.phaseEnded(planned[index].id, status: .failed), at: index, &step)
            case let state where state.isActive:
                callOff(index, &step)
                release(index, &step)
                move(index, to: .cancelled)
                emit(.phaseEnded(planned[index].id, status: .cancelled), at: index, &step)
            default: break
            }
        }
        if plan.runTimeout != nil { step.actions.append(.disarm(.run)) }
        self.status = status
        self.error = error
        emit(.runEnded(status: status, error: error), &step)
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
                .attemptFailed(planned[index].id, attempt: call.attempt, failure: failure),
                at: index,
                &step
            )
        case .backoff:
            step.actions.append(.disarm(.backoff(.init(phase: index, attempt: call.attempt + 1))))
        default: break
        }
    }

    /// Lets others try what this phase was expected to put into the cache.
    mutating func release(_ index: Int, _ step: inout Step) {
        guard phases[index].holdsFlight, let key = phases[index].key else { return }
        phases[index].holdsFlight = false
        step.actions.append(.release(key))
    }
}
