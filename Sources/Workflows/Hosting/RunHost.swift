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
    @exclusivity(unchecked) package internal(set) var isFinished = false
    /// Whether its last event was published: a process that dies later has nothing left to resume.
    @exclusivity(unchecked) package internal(set) var hasSaidEnd = false
    /// What the machine wants done, and, where they are kept, the events so far.
    @exclusivity(unchecked) var step = MachineOutput()
    let keepsEvents: Bool
    let observer: ((ArraySlice<Event>) -> Void)?
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
}

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
    /// Adds to attempts that ended before their calls did what these have taken by now, where the world measures it.
    mutating func measure(_ step: inout MachineOutput)
    /// The tokens that a call is known to use before it ends; `nil` where only its agent can say.
    func knownTokens(of id: CallID, of host: RunHost) -> Int?
    /// Stops a call, or what validates its output; whatever it still answers is not wanted.
    mutating func stop(_ id: CallID, of host: RunHost)
    /// Reports at a time; answered by `fired`.
    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost)
    /// Does not report.
    mutating func disarm(_ timer: TimerID, of host: RunHost)
    /// Records an entry after all before it; reported to `RunHost.recorded`, in the same order.
    mutating func append(_ entry: JournalWriter.Entry, answer: Signal, of host: RunHost)
    /// The same for an entry that faults acted on.
    mutating func append(
        _ entry: JournalWriter.Entry,
        answer: Signal,
        disturbed: AppendPassage,
        of host: RunHost
    )
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
    /// The process of the runs dies by a fault: each is resumed at once in another.
    mutating func crash(with host: RunHost)
    /// The process of the runs stops for a time.
    mutating func pause(for time: Duration)
    /// Sends a signal to the agent of a call, and SIGKILL once the grace is over.
    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    )
}

extension RunWorld {
    /// Nothing is measured.
    package mutating func measure(_ step: inout MachineOutput) {}
}
