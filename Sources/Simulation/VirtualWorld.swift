package import Agents
package import Faults
package import Workflows

/// A world on a virtual clock: a plain loop, where time moves only when nothing else can happen.
///
/// One value serves the runs of one scenario in turn: its clock keeps running, and what they share is `ProcessHost`'s.
package struct VirtualWorld: Sendable {
    /// The time since the start of the world.
    package private(set) var now = Duration.zero
    /// The wall time at its start.
    private let origin: Duration
    /// What wall time the cache takes the start of the world for: results of other worlds have ages, too.
    private let cacheOrigin: Duration
    /// What commits left behind, by the run's id: all that survives the death of the process.
    private var entries: [String: VirtualJournal] = [:]
    /// What agents did to the world, by `RunRequest.effectsOwner`. It outlives every process.
    private var effects: [String: EffectLedger] = [:]
    private var process: ProcessHost
    /// The memory of the runs before; only after runs that start anew, that nothing is to interrupt, and in which agents
    /// alone take part.
    private var spare: SpareLoop?

    /// A world with an empty cache, in which these faults can happen.
    package init(
        faults: [Fault] = [],
        shared: (any SharedResults)? = nil,
        cacheOrigin: Duration = VirtualCalendar.start
    ) {
        self.init(
            interference: DrawnFaults(faults),
            shared: shared,
            cacheOrigin: cacheOrigin
        )
    }

    /// A world with an empty cache that is disturbed like this.
    package init(
        interference: any Interference,
        shared: (any SharedResults)? = nil,
        origin: Duration = VirtualCalendar.start,
        cacheOrigin: Duration? = nil
    ) {
        process = ProcessHost(cache: WorldCache(shared: shared), faults: interference)
        self.origin = origin
        self.cacheOrigin = cacheOrigin ?? origin
    }

    /// The wall time, since 1970.
    package var wall: Duration { origin + now }

    /// What disturbs the world's runs.
    package var interference: any Interference {
        get { process.faults }
        set { process.faults = newValue }
    }

    /// The bytes of all journals, by the run's id.
    package var journals: [String: [[UInt8]]] { entries.mapValues(\.bytes) }

    /// The bytes of a run's journal; empty where nothing was recorded.
    package func journal(of run: String) -> [[UInt8]] { entries[run]?.bytes ?? [] }

    /// The same without the bytes.
    package func recorded(by run: String) -> VirtualJournal { entries[run] ?? VirtualJournal() }

    /// What became of each fault so far.
    package var tallies: [String: FaultTally] { process.faults.tallies }

    /// What a run that begins now depends on.
    package var basis: ScenarioBasis { process.basis }

    /// How many answers each simulated agent has delivered in runs that are over.
    package var delivered: [String: Int] {
        get { process.delivered }
        set { process.delivered = newValue }
    }

    /// Lets time pass between runs.
    package mutating func advance(by duration: Duration) {
        now = min(now + max(duration, .zero), .longest)
    }

    /// Takes over what happened before in another process of the same scenario.
    package mutating func continueFrom(_ basis: ScenarioBasis) {
        process.continueFrom(basis)
    }

    /// Passes the calls of a run again that another process made after its basis.
    package mutating func revisit(
        _ events: some Sequence<Event>,
        after earlier: some Sequence<Event> = EmptyCollection(),
        of plan: RunPlan,
        as name: String,
        lives: [Int] = [0]
    ) {
        process.revisit(events, after: earlier, of: plan, as: name, lives: lives)
    }

    /// The process starts anew: what was only in its memory is lost, journal and cache are not.
    package mutating func loseMemory() {
        process.cache.loseMemory()
    }

    /// Forgets the results with a tag.
    package mutating func invalidate(tag: String) {
        process.cache.invalidate(tag: tag)
    }

    /// What the journal has of a run.
    package func restoration(of run: String) throws(JournalCodec.Damage) -> RunRestoration {
        let reading = try JournalCodec.read(journal(of: run))
        return RunRestoration(reading.records, cutBytes: reading.cutBytes)
    }

    /// Puts a journal in place of the one that the world has of a run.
    package mutating func replaceJournal(of run: String, with entries: [[UInt8]]) {
        self.entries[run] = VirtualJournal(entries)
    }

    /// Takes over what the agents of a run did before, in another world.
    package mutating func takeOver(_ ledger: EffectLedger, of run: RunRequest) {
        effects[run.effectsOwner] = ledger.isEmpty ? nil : ledger
    }

    /// Forgets what the agents of a run did that nobody resumes.
    package mutating func dropEffects(of run: RunRequest) {
        if !effects.isEmpty { effects[run.effectsOwner] = nil }
    }

    /// Forgets the journal of a run that nobody resumes.
    package mutating func dropJournal(of run: String) {
        entries[run] = nil
    }

    /// Performs a run to its end. Agents go by the names that the plan's phases call them.
    ///
    /// A trace without events or journal costs less; it serves where only the ending counts. A run can be cancelled
    /// in progress: that is checked every few thousand steps.
    package mutating func run(
        _ plan: RunPlan,
        agents: [String: SimulatedAgent],
        keepsEvents: Bool = true,
        keepsJournal: Bool = true,
        wasCancelled: () -> Bool = { false }
    ) -> RunTrace {
        var order = VirtualOrder(plan: plan, agents: agents)
        order.isRecorded = keepsJournal
        return run(
            [order],
            keepsEvents: keepsEvents,
            wasCancelled: wasCancelled
        )
        .first ?? RunTrace(run: plan.run)
    }

    /// Performs runs that start at the same time, to the end of the last. They share one process: it dies with the
    /// first that is to die.
    package mutating func run(
        _ orders: [VirtualOrder],
        keepsEvents: Bool = true,
        wasCancelled: () -> Bool = { false }
    ) -> [RunTrace] {
        guard !orders.isEmpty else { return [] }
        let orders = recorded(orders)
        let isPlain = orders.allSatisfy(\.isPlain)
        var loop =
            (isPlain ? takeSpare(keepsEvents: keepsEvents) : nil)
            ?? handOver(keepsEvents: keepsEvents)
        loop.drive(orders, wasCancelled: wasCancelled)
        let traces = takeBack(&loop)
        if isPlain { spare = SpareLoop(loop) }
        return traces
    }

    /// The memory of the runs before, with what they left to those that follow.
    private mutating func takeSpare(keepsEvents: Bool) -> VirtualLoop? {
        guard isKnownUniquelyReferenced(&spare), var loop = spare?.taken(keepsEvents: keepsEvents)
        else { return nil }
        spare = nil
        give(to: &loop)
        return loop
    }

    /// Performs runs that functions have a part in, to the end of the last: each function is awaited while time is
    /// stopped. When the task is cancelled the runs are. The observer receives every event with its run.
    package mutating func run(
        asking orders: [VirtualOrder],
        observer: @escaping (Int, Event) -> Void = { _, _ in }
    ) async -> [RunTrace] {
        guard !orders.isEmpty else { return [] }
        let orders = recorded(orders)
        var loop = handOver(keepsEvents: true) { place, events in
            for event in events { observer(place, event) }
        }
        await loop.drive(asking: orders)
        return takeBack(&loop)
    }

    /// Orders with what the world has recorded of the runs that they resume: a death by a fault leaves that, too.
    private func recorded(_ orders: [VirtualOrder]) -> [VirtualOrder] {
        guard !process.faults.isIdle, orders.contains(where: { $0.recordedEntries > 0 }) else {
            return orders
        }
        return orders.map { order in
            guard order.recorded.isEmpty else { return order }
            var order = order
            let known = journal(of: order.plan.run.id)
            order.recorded = Array(known.prefix(order.recordedEntries))
            return order
        }
    }

    /// Lets the journal of a run be opened, for a run that resumes it.
    package mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        process.open(entries, of: plan, as: run)
    }

    private mutating func handOver(
        keepsEvents: Bool,
        observer: ((Int, ArraySlice<Event>) -> Void)? = nil
    ) -> VirtualLoop {
        var loop = VirtualLoop(
            process: ProcessHost(cache: WorldCache()),
            origin: origin,
            cacheOrigin: cacheOrigin,
            keepsEvents: keepsEvents,
            observer: observer
        )
        give(to: &loop)
        return loop
    }

    /// Handed over, not copied: what the loop changes must be held by nobody else.
    private mutating func give(to loop: inout VirtualLoop) {
        loop.now = now
        swap(&loop.process, &process)
        swap(&loop.effects, &effects)
    }

    private mutating func takeBack(_ loop: inout VirtualLoop) -> [RunTrace] {
        loop.noteDeliveries()
        now = loop.now
        swap(&loop.process, &process)
        for run in loop.runs where !run.disk.isEmpty {
            let id = run.host.plan.run.id
            // Where the process died the disk has what that left, and what followed.
            let isLater = run.host.order.earlier != nil
            var journal =
                isLater
                ? VirtualJournal(run.disk.earlier) : entries[id] ?? VirtualJournal([])
            if !run.disk.entries.isEmpty {
                journal.append(run.disk.entries, after: run.host.order.recordedEntries)
            }
            entries[id] = journal
        }
        let traces = loop.runs.map { $0.host.finishedTrace(loop.ledger(of: $0)) }
        swap(&loop.effects, &effects)
        return traces
    }
}
