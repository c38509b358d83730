extension RunHost {
    /// Hands a signal to the machine, and has done what it asks for.
    package func handle(_ signal: Signal, in world: inout some RunWorld) {
        guard !isFinished else { return }
        guard touchesSignals else {
            take(signal, in: &world)
            return
        }
        guard !takesUp(signal, in: &world) else { return }
        take(disturbed(signal, in: &world), in: &world)
    }

    /// The same, once nothing can change it any more.
    private func take(_ signal: Signal, in world: inout some RunWorld) {
        let wall = wall(for: signal, in: &world)
        let (isLast, harm) = decide(signal, at: world.now, wall: wall, in: &world)
        if harm?.isDeath == true {
            world.crash(with: self)
            return
        }
        if let harm, harm.pause > .zero {
            world.pause(for: harm.pause)
            step.adjustActions { begun($0, at: world.now) }
        }
        while let action = step.takeAction() {
            if order.death != nil, isFinished { break }
            if hasStoppedRecording, !action.isEnding { continue }
            if recording.isAwaited, action.actsOutside {
                held.append(action)
            } else {
                perform(action, in: &world)
            }
        }
        // What a store led to is known by now, and said before anything else happens.
        if let (phase, evicted) = eviction.take() {
            handle(.stored(phase: phase, evicted: evicted), in: &world)
        }
        if let harm { send(harm, in: &world) }
        if interrupted != nil { interruptOnceDurable(in: &world) }
        if isLast { world.die(with: self) }
        // Its acknowledgement was a lie: the process dies as soon as it was believed.
        if let phase = losing, case .appended(phase) = signal { world.crash(with: self) }
    }

    /// Has the machine decide, and tells whoever listens; says whether the process dies in this step, and what else
    /// becomes of processes.
    private func decide(
        _ signal: Signal,
        at now: Duration,
        wall: Duration,
        in world: inout some RunWorld
    ) -> (isLast: Bool, harm: Harm?) {
        step.next(keepingEvents: keepsEvents)
        machine.handle(signal, at: now, wall: wall, into: &step)
        if !step.latest.isEmpty { world.measure(&step) }
        var isLast = false
        if let death = order.death {
            let count = step.latest.count
            // A death that has come stays: a store of the last step still answers.
            if let died = death.cut(&step, after: signal, of: plan, earlier: eventCount) {
                trace.death = died
                isLast = true
                machine.takeBack(events: count - step.latest.count)
            }
        }
        if let phase = losing { believe(commitOf: phase, signal) }
        if interrupted != nil, !isLast { noteInterruption() }
        guard !step.latest.isEmpty else { return (isLast, nil) }
        guard isDisturbed(at: .process), !isLast else {
            publish(step.latest)
            return (isLast, nil)
        }
        let harm = harm(in: &world)
        // The end of a run is its last event.
        let end = harm.acted.isEmpty ? nil : machine.holdBackEnd(of: &step)
        publish(step.latest)
        for (fault, phase) in harm.acted { say([fault], phase: phase, in: &world) }
        if let end {
            let count = step.events.count
            machine.say(end: end, into: &step)
            publish(step.events[count...])
        }
        return (isLast, harm)
    }

    /// Tells whoever listens what happened.
    func publish(_ events: ArraySlice<Event>) {
        guard !events.isEmpty else { return }
        eventCount += events.count
        if case .runEnded? = events.last?.tag { hasSaidEnd = true }
        if writer != nil { writer?.note(events) }
        if let observer { observer(events) }
    }

    /// The process died: what was not recorded is gone, and nobody says that the run ended.
    package func die(in world: inout some RunWorld) {
        guard !isFinished else { return }
        writer = nil
        held.removeAll()
        end(.interrupted, nil)
        // Those that waited for its results are about to die as well.
        _ = leave(&world)
    }

    /// What is not recorded yet when the run is over; `nil` where that is nothing.
    package func takeLastEntry() -> JournalWriter.Entry? {
        ask { writer?.lastEntry(of: $0) }
    }

    func finish(_ status: RunStatus, _ error: RunError?, in world: inout some RunWorld) {
        end(status, error)
        forgetResources(in: &world)
        let woken = leave(&world)
        if !woken.isEmpty { world.wake(woken, elsewhere: false, of: self) }
    }

    /// What the run was making, others may make; gives those who have to look again.
    private func leave(_ world: inout some RunWorld) -> [ProcessHost.Member] {
        var woken: [ProcessHost.Member] = []
        world.withProcess { process in
            let left = process.leave(number)
            woken = left.woken
            if let failure = left.failure { trace.note(recordingFailure: failure) }
        }
        return woken
    }

    private func end(_ status: RunStatus, _ error: RunError?) {
        trace.end(status, error, fallbacks: [:])
        isFinished = true
    }
}
