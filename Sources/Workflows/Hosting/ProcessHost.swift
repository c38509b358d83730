/// What the runs of one process share: the cache, who makes a result that several want, faults that count over a
/// scenario, and what agents delivered so far.
///
/// A pure value. A world in which runs really happen at the same time keeps it behind a lock.
package struct ProcessHost: Sendable {
    /// A phase that waits for, or makes, a result that several want.
    package struct Member: Hashable, Sendable {
        /// The run's number in its process.
        package let run: Int
        /// The phase's place.
        package let phase: Int
    }

    /// What a look-up led to.
    package enum Answer: Sendable {
        /// What the cache had.
        case found(CacheLookUp)
        /// Another run of this process makes the result.
        case waits
        /// Another process makes it.
        case waitsForOthers
    }

    /// The results.
    package var cache: WorldCache
    /// What disturbs the runs.
    package var faults: any Interference
    /// How many answers each simulated agent has delivered in runs that are over.
    package var delivered: [String: Int] = [:]
    /// Whether one run has the process to itself: nobody waits for anybody.
    package var isAlone = false
    /// Whether a result that another process makes is waited for.
    private let waitsForOthers: Bool
    private var flights = Flights<Member>()
    private var runs = 0
    /// The plan by whose configuration the cache works now.
    private var prepared: RunPlan?
    /// Whether something happened before in another process.
    private var isContinued = false
    /// What the keys of phases leave out, because a fault has it so.
    private var omitted: [PhaseID: Set<CacheKey.Field>] = [:]
    /// What faults left of the resources of runs, by `RunPlan.idempotencyScope`.
    var lowered: [String: ResourcePassage] = [:]
    /// What the wall clock says, where faults set it.
    package var clock = SettableClock()

    /// A process in which nothing happened yet.
    package init(
        cache: WorldCache,
        faults: any Interference = NoInterference(),
        waitsForOthers: Bool = false
    ) {
        self.cache = cache
        self.faults = faults
        self.waitsForOthers = waitsForOthers
    }

    /// What a run that begins now depends on.
    package var basis: ScenarioBasis {
        var basis = ScenarioBasis(
            delivered: delivered,
            tallies: faults.tallies.filter { $0.value != FaultTally() }
        )
        basis.lowered = lowered
        basis.omitted = omitted
        return basis
    }

    /// The same for a run with this number; before the first there was nothing, unless another process says so.
    func basis(ofRun number: Int) -> ScenarioBasis {
        number == 1 && !isContinued ? ScenarioBasis() : basis
    }

    /// Takes over what happened before in another process of the same scenario.
    package mutating func continueFrom(_ basis: ScenarioBasis) {
        isContinued = true
        faults.continueFrom(basis.tallies)
        delivered = basis.delivered
        lowered = basis.lowered
        omitted = basis.omitted
    }

    /// Takes up answers that agents delivered in a run that is over.
    package mutating func add(delivered more: [String: Int]) {
        for (agent, count) in more where count > 0 { delivered[agent, default: 0] += count }
    }

    /// Becomes a process in which nothing happened yet; memory is kept.
    package mutating func reset() {
        cache.clear()
        faults.reset()
        delivered.removeAll(keepingCapacity: true)
        flights = Flights()
        runs = 0
        isContinued = false
        if !omitted.isEmpty { omitted.removeAll() }
        if !lowered.isEmpty { lowered.removeAll() }
        clock = SettableClock()
    }

    /// Takes up what a run's configuration says of the cache, and gives the run a number.
    mutating func enter(_ plan: RunPlan) -> Int {
        if prepared?.identity != plan.identity {
            cache.prepare(for: plan.configuration)
            prepared = plan
        }
        runs += 1
        return runs
    }

    /// The run is over: what it was making, others may make. Gives who has to look again, and the latest failure of a
    /// cache on the disk.
    mutating func leave(_ run: Int) -> (woken: [Member], failure: OperationFailure?) {
        if waitsForOthers {
            // The kernel releases them only when this process ends: one that died by a fault goes on as the next.
            for key in flights.keys(ledBy: { $0.run == run }) { cache.endLead(key) }
        }
        return (flights.remove { $0.run == run }.map(\.1), cache.takeFailure())
    }

    /// Finds a result, or says that others make it; what the cache gives is what a fault says that it gives.
    mutating func lookUp(
        _ member: Member,
        _ asked: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding = .honest
    ) -> Answer {
        let key = narrowed(asked)
        if isAlone {
            return .found(cache.lookUp(key, ttl: ttl, now: now, finding: finding))
        }
        if flights.waits(member, for: key.digest) { return .waits }
        let found = cache.lookUp(key, ttl: ttl, now: now, finding: finding)
        guard case .miss = found else { return .found(found) }
        guard waitsForOthers, cache.isContended else {
            flights.lead(member, key.digest)
            return .found(found)
        }
        guard cache.tryLead(key.digest) else { return .waitsForOthers }
        flights.lead(member, key.digest)
        // Another process may have finished between the look-up and the lock; what a fault hides stays hidden.
        guard case .honest = finding else { return .found(found) }
        let again = cache.lookUp(key, ttl: ttl, now: now)
        guard case .hit = again else { return .found(again) }
        cache.endLead(key.digest)
        _ = flights.end(key.digest, ledBy: member)
        return .found(again)
    }

    /// Keeps a result; says how many others had to go for it, and who waited for it.
    mutating func store(
        _ asked: CacheKey,
        _ output: PhaseOutput,
        took: Duration,
        tags: [String],
        by member: Member,
        now: Duration
    ) -> (evicted: Int, woken: [Member]) {
        let key = narrowed(asked)
        let evicted = cache.store(key, output: output, took: took, now: now, tags: tags)
        return (evicted, release(asked, by: member))
    }

    /// Nothing will be kept under a key by this member: another may try.
    mutating func release(_ key: CacheKey, by member: Member) -> [Member] {
        let woken = end(key.digest, by: member)
        // The key may have been another when the result was looked for.
        let narrowed = narrowed(key)
        return narrowed === key ? woken : woken + end(narrowed.digest, by: member)
    }

    private mutating func end(_ key: Digest, by member: Member) -> [Member] {
        if waitsForOthers { cache.endLead(key) }
        return flights.isEmpty ? [] : flights.end(key, ledBy: member)
    }

    /// What the cache has for a key; `nil` where another makes the result, so that the cache is not asked.
    mutating func holdings(
        for member: Member,
        _ asked: CacheKey,
        ttl: Duration?,
        now: Duration
    ) -> CacheHoldings? {
        let key = narrowed(asked)
        if !isAlone, flights.isMade(key.digest, byAnotherThan: member) { return nil }
        return cache.holdings(of: key, ttl: ttl, now: now)
    }

    /// Has the keys of a phase leave something out from now on.
    mutating func omit(_ fields: Set<CacheKey.Field>, fromKeysOf phase: PhaseID) {
        omitted[phase, default: []].formUnion(fields)
    }

    /// A key without what faults have it leave out.
    func narrowed(_ key: CacheKey) -> CacheKey {
        guard !omitted.isEmpty, let fields = omitted[key.phase] else { return key }
        return CacheKey(phase: key.phase, parts: key.parts.filter { !fields.contains($0.field) })
    }

    /// Forgets a result.
    mutating func forget(_ key: CacheKey) { cache.remove(narrowed(key).digest) }
}
