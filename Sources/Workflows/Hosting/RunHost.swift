/// One run under way: between the machine that decides and a world that acts, everything that is true in every world.
///
/// A host keeps the journal's writer, asks for faults at every failpoint, validates what needs no program, and knows what
/// a death leaves behind.
package final class RunHost {
    /// What was ordered.
    package let order: RunOrder
    /// The run's number in its process.
    package let number: Int
    /// The time of the world at its start.
    package let startedAt: Duration
    /// What decides.
    package private(set) var machine: RunMachine
    /// What came of it.
    package var trace: RunTrace
    /// Whether nothing will happen any more.
    package private(set) var isFinished = false
    /// What the machine wants done, and, where they are kept, the events so far.
    private var step = Step()
    private let keepsEvents: Bool
    private let observer: (@Sendable (Event) -> Void)?
    var writer: JournalWriter?
    private var eventCount = 0
    /// How many results the latest store let go, where any.
    var eviction: (phase: Int, evicted: Int)?
    let sites: SiteChances
    /// The number of the run's plan among those that faults know; below zero where nothing disturbs it.
    let faultTable: Int
    /// Look-ups that wait for another's result, by the phase's place.
    var waiting: [Int: (key: CacheKey, ttl: Duration?)] = [:]

    /// A run of a world's process that is about to start.
    package init(
        _ order: RunOrder,
        in world: inout some RunWorld,
        keepsEvents: Bool = true,
        observer: (@Sendable (Event) -> Void)? = nil
    ) {
        self.order = order
        self.keepsEvents = keepsEvents
        self.observer = observer
        let plan = order.plan
        startedAt = world.now
        (number, faultTable) = world.withProcess { process in
            (process.enter(plan), process.faults.isIdle ? -1 : process.faults.enter(plan))
        }
        sites = SiteChances(.agentCall, of: plan, as: order.site)
        machine = RunMachine(plan, restoring: order.restoration)
        machine.cancelsAfter = order.cancelsAfter
        trace = RunTrace(run: plan.run)
        // A phase that goes straight through leaves five events or six.
        if keepsEvents { step.events.reserveCapacity(6 * plan.phases.count + 2) }
        if order.isRecorded, plan.configuration.hasCheckpoints {
            let isNew = order.recordedEntries == 0
            writer = JournalWriter(
                header: isNew ? RunHeader(plan, startedAt: world.wall) : nil,
                basis: isNew ? world.withProcess { $0.basis } : nil,
                after: order.recordedEntries
            )
        }
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
        step.next(keepingEvents: keepsEvents)
        machine.handle(
            signal,
            at: world.now,
            // Only what failed can name a date.
            wall: signal.isFailure ? world.wall : .zero,
            into: &step
        )
        let count = step.latest.count
        let isLast =
            order.death?.cut(&step, after: signal, of: plan, earlier: eventCount) ?? false
        if isLast { machine.takeBack(events: count - step.latest.count) }
        eventCount += step.latest.count
        writer?.note(step.latest)
        if let observer {
            for event in step.latest { observer(event) }
        }
        while let action = step.takeAction() { perform(action, in: &world) }
        // What a store led to is known by now, and said before anything else happens.
        if let (phase, evicted) = eviction.take() {
            handle(.stored(phase: phase, evicted: evicted), in: &world)
        }
        if isLast { world.die(with: self) }
    }

    /// The process died: what was not recorded is gone, and nobody says that the run ended.
    package func die(in world: inout some RunWorld) {
        guard !isFinished else { return }
        writer = nil
        end(.interrupted, nil)
        // Those that waited for its results are about to die as well.
        _ = leave(&world)
    }

    /// What is not recorded yet when the run is over; `nil` where that is nothing.
    package func takeLastEntry() -> JournalWriter.Entry? {
        writer?.lastEntry(status: trace.status, of: machine)
    }

    func finish(_ status: RunStatus, _ error: RunError?, in world: inout some RunWorld) {
        end(status, error)
        let woken = leave(&world)
        if !woken.isEmpty { world.wake(woken, elsewhere: false, of: self) }
    }

    /// What the run was making, others may make; gives those who have to look again.
    private func leave(_ world: inout some RunWorld) -> [ProcessHost.Member] {
        let (woken, failure) = world.withProcess { $0.leave(number) }
        if let failure { trace.recordingFailure = failure }
        return woken
    }

    private func end(_ status: RunStatus, _ error: RunError?) {
        if keepsEvents { trace.events = step.events }
        trace.outputs = machine.committedOutputs
        trace.end(status, error, fallbacks: machine.fallbacks)
        isFinished = true
    }
}

extension Signal {
    /// Whether a call failed.
    fileprivate var isFailure: Bool {
        if case .ended(_, .failure) = self { true } else { false }
    }
}
