internal import DequeModule

/// One run in progress: between the machine that decides and a world that acts, everything that is true in every world.
///
/// A host keeps the journal's writer, asks for faults at every failpoint, validates what needs no program, and knows what
/// a death leaves behind.
///
/// Its properties are used without checks of exclusive access: a world hands it one signal at a time, and no property is
/// handed out for longer than a statement. The checks were a seventh of what an explored seed costs.
package final class RunHost {
    /// What was ordered.
    @exclusivity(unchecked) package private(set) var order: RunRequest
    /// The run's number in its process.
    @exclusivity(unchecked) package private(set) var number = 0
    /// The time of the world at its start.
    @exclusivity(unchecked) package private(set) var startedAt = Duration.zero
    /// What decides.
    @exclusivity(unchecked) var machine: RunMachine
    /// What came of it so far, but for what the machine has.
    @exclusivity(unchecked) package var trace: RunTrace
    /// Whether nothing will happen any more.
    @exclusivity(unchecked) package private(set) var isFinished = false
    /// Whether its last event was published: a process that dies later has nothing left to resume.
    @exclusivity(unchecked) package private(set) var hasSaidEnd = false
    /// What the machine wants done, and, where they are kept, the events so far.
    @exclusivity(unchecked) var step = MachineOutput()
    let keepsEvents: Bool
    private let observer: ((ArraySlice<Event>) -> Void)?
    @exclusivity(unchecked) var writer: JournalWriter?
    @exclusivity(unchecked) var eventCount = 0
    /// Whether its process died by a fault: it goes on in another.
    @exclusivity(unchecked) package var hasCrashed = false
    /// Whether an append failed: nothing that follows is recorded, or done outside the run.
    @exclusivity(unchecked) var hasStoppedRecording = false
    /// The phase whose commit is lost with its process once it is acknowledged.
    @exclusivity(unchecked) package var losing: Int?
    /// What simulated agents had delivered before the run, where that has to be known.
    @exclusivity(unchecked) private(set) var delivered: [String: Int]?
    /// How many results the latest store evicted, if any.
    @exclusivity(unchecked) var eviction: (phase: Int, evicted: Int)?
    /// The failpoints that the run passes; `nil` where nothing disturbs it.
    @exclusivity(unchecked) var failpoints: RunFailpoints?
    /// Where something can act on the run.
    @exclusivity(unchecked) var watched: FailpointSet = []
    /// Whether what acts may look at signals: most faults meet a call on its way, and no signal.
    @exclusivity(unchecked) var touchesSignals = false
    /// What faults that acted have left to do.
    @exclusivity(unchecked) var faulted = FaultedWork()
    /// What waits until a decision is durable.
    @exclusivity(unchecked) var held: Deque<Action> = []
    /// Which entries are durable.
    @exclusivity(unchecked) var recording = RecordingProgress()
    /// Whether faults lowered more of its resources than its journal says.
    @exclusivity(unchecked) var hasUntoldLimits = false
    /// How near the moment is that interrupts the run; `nil` where none does.
    @exclusivity(unchecked) var interrupted: InterruptionProgress?
    /// Look-ups that wait for another's result, by the phase's place.
    @exclusivity(unchecked) var waiting: [Int: Action] = [:]

    /// A run of a world's process that is about to start; the observer receives what each signal led to.
    package init(
        _ order: RunRequest,
        in world: inout some RunWorld,
        keepsEvents: Bool = true,
        observer: ((ArraySlice<Event>) -> Void)? = nil
    ) {
        self.order = order
        self.keepsEvents = keepsEvents
        self.observer = observer
        machine = RunMachine(order.plan, restoring: order.restoration)
        trace = RunTrace(run: order.plan.run)
        // A phase that goes straight through leaves five events or six.
        if keepsEvents { step.events.reserveCapacity(6 * order.plan.phases.count + 2) }
        enter(&world)
    }

    /// Becomes another run of the same plan but for seed and repetition; memory is kept.
    package func begin(_ order: RunRequest, in world: inout some RunWorld) {
        self.order = order
        machine.reset(order.plan, restoring: order.restoration)
        trace = RunTrace(run: order.plan.run)
        isFinished = false
        hasSaidEnd = false
        step.reset()
        eventCount = 0
        eviction = nil
        if !waiting.isEmpty { waiting.removeAll() }
        if !held.isEmpty { held.removeAll() }
        recording = RecordingProgress()
        hasCrashed = false
        hasStoppedRecording = false
        losing = nil
        enter(&world)
    }

    private func enter(_ world: inout some RunWorld) {
        let plan = order.plan
        startedAt = order.earlier?.startedAt ?? world.now
        world.withProcess { process in
            number = order.earlier?.number ?? process.enter(plan)
            let table =
                process.faults.isIdle ? nil : process.faults.enter(plan, as: order.lineage)
            enterFailpoints(of: table, process)
        }
        if isDisturbed(at: .resource) { enterResources(in: &world) }
        machine.cancelsAfter = order.cancelsAfter
        enterInterruption()
        machine.opened = order.opened
        if let earlier = order.earlier { takeOver(earlier) }
        if keepsEvents {
            for fault in order.opened { trace.firings[fault.id, default: 0] += 1 }
        }
        guard order.isRecorded, plan.hasCheckpoints, order.refusal == nil else {
            writer = nil
            return
        }
        delivered = needsBasis ? deliveredBefore(&world) : nil
        guard order.recordedEntries == 0 else {
            writer = JournalWriter(header: nil, after: order.recordedEntries)
            announceLife()
            return
        }
        var basis = ScenarioBasis()
        world.withProcess { basis = $0.basis(ofRun: number).ofRun(plan.idempotencyScope) }
        if let earlier = order.earlier { basis.delivered = earlier.delivered }
        writer = JournalWriter(header: RunHeader(plan, startedAt: world.wall), basis: basis)
        if order.recordsRequirements { writer?.open(asking: plan.requirements) }
        announceLife()
    }

    /// A process that died by a fault before it recorded anything was a life, too.
    private func announceLife() {
        guard order.earlier != nil, (order.restoration?.lives ?? 0) + 1 != order.life else {
            return
        }
        writer?.open(life: order.life)
    }

    private func deliveredBefore(_ world: inout some RunWorld) -> [String: Int] {
        var delivered: [String: Int] = [:]
        world.withProcess { delivered = $0.delivered }
        return delivered
    }

    /// What is to happen.
    package var plan: RunPlan { order.plan }

    /// What happened so far, where that is kept.
    package var events: [Event] { step.events }

    /// Whether a phase waits for a result that another makes.
    package var isWaiting: Bool { !waiting.isEmpty }

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
