internal import Agents
internal import Faults
internal import Locks
internal import Workflows

/// What the runs of one live world share.
///
/// The lock is held for single steps, never over an `await`; a cache on a disk is asked within such a step.
final class LiveShared: Sendable {
    /// A phase that waits for, or makes, a result that several want.
    struct Member: Hashable, Sendable {
        let run: Int
        let phase: Int
        let inbox: Mailbox

        static func == (left: Member, right: Member) -> Bool {
            left.run == right.run && left.phase == right.phase
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(run)
            hasher.combine(phase)
        }

        /// Says that the result may be there.
        func lookAgain() { inbox.post(.lookAgain(phase: phase)) }
    }

    /// What a look-up led to.
    enum Answer: Sendable {
        case found(CacheLookUp)
        /// Another run of this world makes the result, and will say when it is there.
        case waitsHere
        /// Another process makes it.
        case waitsForOthers
    }

    private struct State {
        var cache: ResultKeeper
        var injector: FaultInjector
        var calls = SimulatedCalls()
        var flights = Flights<Member>()
        var runs = 0
    }

    let surroundings: LiveSurroundings
    let origin: ContinuousClock.Instant
    /// Whether any call can be disturbed.
    let hasFaults: Bool
    private let state: Guarded<State>

    init(faults: [Fault], surroundings: LiveSurroundings, cache: ResultKeeper) {
        self.surroundings = surroundings
        hasFaults = !faults.isEmpty
        origin = surroundings.clock.now
        state = Guarded(
            State(cache: cache, injector: FaultInjector(faults))
        )
    }

    /// The time since the start of the world.
    var now: Duration { origin.duration(to: surroundings.clock.now) }

    var firings: [String: Int] { state.withLock { $0.injector.firings } }

    var visits: [String: Int] { state.withLock { $0.injector.visits } }

    func loseMemory() {
        state.withLock { $0.cache.loseMemory() }
    }

    func invalidate(tag: String) {
        state.withLock { $0.cache.invalidate(tag: tag) }
    }

    /// Takes over what happened before in another process of the same scenario.
    func catchUp(injector: FaultInjector?, calls: SimulatedCalls?) {
        state.withLock {
            if let injector { $0.injector = injector }
            if let calls { $0.calls = calls }
        }
    }

    /// Takes up what a run's configuration says of the cache, and gives the run a number.
    func enter(for configuration: WorkflowConfiguration) -> Int {
        state.withLock {
            $0.cache.prepare(for: configuration)
            $0.runs += 1
            return $0.runs
        }
    }

    /// The run is over: what it was making, others may make. Gives the latest failure of a cache on the disk.
    func leave(_ run: Int) -> AgentFailure? {
        state.withLock { state in
            for (_, member) in state.flights.remove(where: { $0.run == run }) {
                member.lookAgain()
            }
            return state.cache.takeFailure()
        }
    }

    /// The faults that fire on a call, and what the agent does where it is reached and simulated.
    func pass<Call>(
        _ site: CallSite,
        seed: UInt64,
        _ plan: (inout SimulatedCalls) -> Call
    ) -> (firings: [FaultInjector.Firing], planned: Call?) {
        state.withLock { state in
            let firings = state.injector.pass(site, seed: seed)
            guard firings.allSatisfy(\.effect.reachesAgent) else { return (firings, nil) }
            return (firings, plan(&state.calls))
        }
    }
}

// The cache.
extension LiveShared {
    func lookUp(_ member: Member, _ key: CacheKey, ttl: Duration?) -> Answer {
        let wall = surroundings.wall()
        return state.withLock { state in
            if state.flights.waits(member, for: key.digest) { return .waitsHere }
            let found = state.cache.lookUp(key, ttl: ttl, now: wall)
            guard case .miss = found else { return .found(found) }
            guard state.cache.tryLead(key.digest) else { return .waitsForOthers }
            state.flights.lead(member, key.digest)
            guard state.cache.isContended else { return .found(found) }
            // Another process may have finished between the look-up and the lock.
            let again = state.cache.lookUp(key, ttl: ttl, now: wall)
            if case .hit = again { endFlight(key.digest, member, &state) }
            return .found(again)
        }
    }

    func store(
        _ member: Member,
        _ key: CacheKey,
        _ output: PhaseOutput,
        took: Duration,
        tags: [String]
    ) -> Int {
        let wall = surroundings.wall()
        return state.withLock { state in
            let evicted = state.cache.store(
                key,
                output: output,
                took: took,
                now: wall,
                tags: tags
            )
            endFlight(key.digest, member, &state)
            return evicted
        }
    }

    func release(_ member: Member, _ key: CacheKey) {
        state.withLock { endFlight(key.digest, member, &$0) }
    }

    func forget(_ key: CacheKey) {
        state.withLock { $0.cache.remove(key.digest) }
    }

    private func endFlight(_ key: Digest, _ member: Member, _ state: inout State) {
        state.cache.endLead(key)
        for waiting in state.flights.end(key, ledBy: member) { waiting.lookAgain() }
    }
}

extension Signal {
    /// Whether a call failed.
    var isFailure: Bool {
        if case .ended(_, .failure) = self { true } else { false }
    }
}
