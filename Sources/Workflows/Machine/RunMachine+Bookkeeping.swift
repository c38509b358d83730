// Bookkeeping that the decisions share.
extension RunMachine {
    /// Says what happened to the phase at this place of the plan; -1 where it concerns none.
    mutating func emit(
        _ kind: consuming Event.Kind,
        at place: Int = -1,
        discards: Int32 = -1,
        _ step: inout MachineOutput
    ) {
        sequence += 1
        step.events.append(
            Event(
                sequence: sequence,
                time: now - startedAt,
                run: run,
                place: Int32(truncatingIfNeeded: place),
                discards: discards,
                kind: kind
            )
        )
    }

    /// Says that a fault acted.
    mutating func say(
        _ fired: FiredFault,
        phase: Int?,
        attempt: Int?,
        _ step: inout MachineOutput
    ) {
        let event = Event.Kind.faultInjected(
            phase.map { planned[$0].id },
            attempt: attempt,
            fault: fired.id,
            effect: fired.type
        )
        emit(event, at: phase ?? -1, &step)
    }

    /// The same while what was asked for is being done; a run that is over says nothing any more.
    mutating func note(
        _ fired: FiredFault,
        phase: Int?,
        attempt: Int?,
        at time: Duration,
        into step: inout MachineOutput
    ) {
        guard status == nil else { return }
        now = time
        say(fired, phase: phase, attempt: attempt, &step)
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
        // A phase takes its slot before its turn, and keeps it while its files are read.
        if slots != .max, !state.isAtWork, old.isAtWork || state != .ready { leaveSlot(phase) }
        if old.isActive != state.isActive { active += state.isActive ? 1 : -1 }
        if old.isOver != state.isOver { countOver(phase, state.isOver) }
        if state == .pending, phases[phase].openNeeds == 0 { ready.insert(phase) }
    }

    /// Lets the dependants of a phase know that it is over, or no longer.
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

    /// The same where the run's end may be among them, and what killed the process is still to be said: the end is its
    /// step's last event.
    mutating func takeBackEnd(events count: Int) {
        guard count > 0 else { return }
        takeBack(events: count)
        status = nil
        error = nil
    }

    /// Takes the run's end out of a step, for what has to be said before it; `nil` where the run goes on.
    mutating func holdBackEnd(of step: inout MachineOutput) -> (
        status: RunStatus, error: RunError?
    )? {
        guard step.latest.last?.tag == .runEnded, let status else { return nil }
        let end = (status, error)
        step.events.removeLast()
        takeBackEnd(events: 1)
        return end
    }

    /// Says at last how the run ended.
    mutating func say(end: (status: RunStatus, error: RunError?), into step: inout MachineOutput) {
        status = end.status
        error = end.error
        emit(.runEnded(status: end.status, error: end.error), &step)
    }

    /// Ends the run: what is in progress is cancelled, then the last event is written.
    mutating func end(_ status: RunStatus, _ error: RunError?, _ step: inout MachineOutput) {
        // What is in progress is cancelled once it is known that it had to be.
        if active > 0 || count(of: .rollingBack) > 0 { step.actions.append(.record(nil)) }
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

    /// Stops the attempt that a phase is in, which ends with a failure, the delay, or what validates its output.
    mutating func callOff(
        _ index: Int,
        as failure: OperationFailure = .cancelledCall,
        _ step: inout MachineOutput
    ) {
        let call = CallID(phase: index, attempt: phases[index].attempts)
        switch phases[index].state {
        case .running:
            step.actions.append(.cancelCall(call))
            disarmAttempt(call, &step)
            if isBudgeted { spend(.unknown, calls: 1, of: index) }
            emit(
                .attemptFailed(planned[index].id, attempt: call.attempt, failure: failure),
                at: index,
                &step
            )
        case .validating: step.actions.append(.cancelCall(call))
        case .backoff:
            step.actions.append(.disarm(.backoff(.init(phase: index, attempt: call.attempt + 1))))
        default: break
        }
    }

    /// Lets others try what this phase was expected to put into the cache.
    mutating func release(_ index: Int, _ step: inout MachineOutput) {
        guard phases[index].holdsFlight, let key = phases[index].key else { return }
        phases[index].holdsFlight = false
        step.actions.append(.release(key))
    }
}
