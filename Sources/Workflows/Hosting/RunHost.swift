internal import DequeModule

/// What a world does for the runs in it: all that differs between a virtual clock and a real one.
///
/// Each verb that asks for something is answered by a signal to the host, at once or later. Whatever is true in every
/// world is decided by `RunHost` and `ProcessHost`.
package protocol RunWorld {
    /// The time since the start of the world, by a clock that is never set.
    var now: Duration { get }
    /// The wall time since 1970.
    var wall: Duration { get }
    /// The wall time by which results age.
    var cacheWall: Duration { get }
    /// Hands a signal to the run's host, after those that wait already.
    mutating func answer(_ signal: Signal, to host: RunHost)
    /// Uses what the runs of the process share.
    mutating func withProcess(_ body: (inout ProcessHost) -> Void)
    /// Performs a call; answered by `ended`.
    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost)
    /// Stops a call, or what validates its output; whatever it still answers is not wanted.
    mutating func stop(_ id: CallID, of host: RunHost)
    /// Reports at a time; answered by `fired`.
    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost)
    /// Does not report.
    mutating func disarm(_ timer: TimerID, of host: RunHost)
    /// Records an entry after all before it; reported to `RunHost.recorded`, in the same order.
    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost)
    /// Has an output validated by user-supplied programs and functions, if the world has any; answered by `validated`.
    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    )
    /// Runs what the user put next to a phase; answered by `hooked`.
    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost)
    /// Puts a result's files where later phases find them; reported to `RunHost.kept`.
    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost)
    /// Takes a result's files away.
    mutating func dropFiles(of phase: Int, of host: RunHost)
    /// Makes the workspace what it was when a phase began first, but for what others committed meanwhile.
    mutating func rewind(to phase: Int, of host: RunHost)
    /// Reads the files that are part of the identity of a phase's agent; answered by `filesRead`.
    mutating func readFiles(in turn: TurnID, of host: RunHost)
    /// Has phases look up again: what they wait for may be there. `elsewhere` it is made by another process, which says
    /// nothing: a world that can wait tries again after a while.
    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost)
    /// The process of the runs dies.
    mutating func die(with host: RunHost)
}

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
    /// What the machine wants done, and, where they are kept, the events so far.
    @exclusivity(unchecked) private(set) var step = MachineOutput()
    let keepsEvents: Bool
    private let observer: ((ArraySlice<Event>) -> Void)?
    @exclusivity(unchecked) var writer: JournalWriter?
    @exclusivity(unchecked) private var eventCount = 0
    /// How many results the latest store evicted, if any.
    @exclusivity(unchecked) var eviction: (phase: Int, evicted: Int)?
    /// The failpoints that the run passes; `nil` where nothing disturbs it.
    @exclusivity(unchecked) var failpoints: RunFailpoints?
    /// What waits until a decision is durable.
    @exclusivity(unchecked) var held: Deque<Action> = []
    /// Which entries are durable.
    @exclusivity(unchecked) var recording = RecordingProgress()
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
        step.reset()
        eventCount = 0
        eviction = nil
        if !waiting.isEmpty { waiting.removeAll() }
        if !held.isEmpty { held.removeAll() }
        recording = RecordingProgress()
        enter(&world)
    }

    private func enter(_ world: inout some RunWorld) {
        let plan = order.plan
        startedAt = world.now
        world.withProcess { process in
            number = process.enter(plan)
            enterFailpoints(of: process.faults.isIdle ? nil : process.faults.enter(plan), process)
        }
        machine.cancelsAfter = order.cancelsAfter
        guard order.isRecorded, plan.hasCheckpoints else {
            writer = nil
            return
        }
        guard order.recordedEntries == 0 else {
            writer = JournalWriter(header: nil, after: order.recordedEntries)
            return
        }
        var basis = ScenarioBasis()
        world.withProcess { basis = $0.basis(ofRun: number) }
        writer = JournalWriter(header: RunHeader(plan, startedAt: world.wall), basis: basis)
        if order.recordsRequirements { writer?.open(asking: plan.requirements) }
    }

    /// What is to happen.
    package var plan: RunPlan { order.plan }

    /// Everything that there is to show of the run.
    package var finishedTrace: RunTrace {
        var finished = trace
        if keepsEvents { finished.events = step.events }
        finished.outputs = ask { $0.committedOutputs }
        finished.end(trace.status, trace.error, fallbacks: ask { $0.fallbacks })
        return finished
    }

    /// The same with what its agents did to the world.
    package func finishedTrace(_ ledger: EffectLedger?) -> RunTrace {
        var finished = finishedTrace
        guard let ledger, !ledger.isEmpty else { return finished }
        let isOpen = trace.status.awaitsMore
        finished.note(ledger, ask { $0.effectStanding(isOpen: isOpen) })
        return finished
    }

    /// What happened so far, where that is kept.
    package var events: [Event] { step.events }

    /// Whether a phase waits for a result that another makes.
    package var isWaiting: Bool { !waiting.isEmpty }

    /// Hands a signal to the machine, and has done what it asks for.
    package func handle(_ signal: Signal, in world: inout some RunWorld) {
        guard !isFinished else { return }
        let signal = failpoints == nil ? signal : disturbed(signal, in: &world)
        // Only what failed can name a date.
        let wall = signal.isFailure ? world.wall : .zero
        let isLast = decide(signal, at: world.now, wall: wall)
        while let action = step.takeAction() {
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
        if isLast { world.die(with: self) }
    }

    /// Has the machine decide, and tells whoever listens; says whether the process dies in this step.
    private func decide(_ signal: Signal, at now: Duration, wall: Duration) -> Bool {
        step.next(keepingEvents: keepsEvents)
        machine.handle(signal, at: now, wall: wall, into: &step)
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
        let latest = step.latest
        guard !latest.isEmpty else { return isLast }
        eventCount += latest.count
        if writer != nil { writer?.note(latest) }
        if let observer { observer(latest) }
        return isLast
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

extension Signal {
    /// Whether a call failed.
    fileprivate var isFailure: Bool {
        if case .ended(_, .failure) = self { true } else { false }
    }
}
