import Agents
import Faults
import Invariants
import Simulation
import Synchronization
import TestSupport
import Testing
import Workflows

@Suite("Limits of a cache on the disk")
struct DiskCacheLimitTests {
    /// Results that outlive a world, within the limits that it names or without any.
    private final class Results: SharedResults {
        private let cache = Mutex(ResultCache())
        private let heedsLimits: Bool

        init(heedsLimits: Bool) { self.heedsLimits = heedsLimits }

        func lookUp(
            _ key: CacheKey,
            ttl: Duration?,
            now: Duration,
            finding: LookUpPassage.Finding
        ) -> CacheLookUp {
            cache.withLock { $0.lookUp(key, ttl: ttl, now: now, finding: finding) }
        }

        func holdings(of key: CacheKey, ttl: Duration?, now: Duration) -> CacheHoldings {
            cache.withLock { $0.holdings(of: key, ttl: ttl, now: now) }
        }

        func store(
            _ key: CacheKey,
            output: PhaseOutput,
            now: Duration,
            tags: [String],
            limits: CacheLimits
        ) -> StoredUse {
            cache.withLock { cache in
                let before = cache.statistics
                if heedsLimits { cache.limit(to: limits) }
                cache.store(key, output: output, now: now, tags: tags)
                let evicted = cache.statistics.evicted - before.evicted
                guard cache.statistics.stored > before.stored else {
                    return StoredUse(evicted: evicted)
                }
                return StoredUse(evicted: evicted, entries: cache.count, bytes: cache.bytes)
            }
        }

        func remove(_ key: Digest) { cache.withLock { $0.remove(key) } }
        func invalidate(tag: String) { cache.withLock { _ = $0.invalidate(tag: tag) } }
        func tryLead(_ key: Digest) -> Bool { true }
        func endLead(_ key: Digest) {}
    }

    /// What is said of runs that follow one another, of three phases each, in a cache with little room.
    private func message(entries: Int, bytes: Int, heedsLimits: Bool) throws -> String? {
        let results = Results(heedsLimits: heedsLimits)
        let agents = Dictionary(
            uniqueKeysWithValues: ["a", "b", "c"].map { name in
                (name, SimulatedAgent(outputs: [PhaseOutput(text: "\(name)123456789")]))
            }
        )
        var observers = InvariantObservers()
        for run in ["one", "two"] {
            // Another process.
            var world = VirtualWorld(shared: results)
            let phases: [Workflow.Phase] = [
                .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
            ]
            let plan = try RunPlan.of(phases, run: run, requirements: run) { configuration in
                configuration.cacheStore = .shared
                configuration.cacheLimits.entries = entries
                configuration.cacheLimits.bytes = bytes
            }
            let trace = world.run(plan, agents: agents)
            #expect(trace.status == .succeeded)
            observers.begin(0, plan)
            observers.note(0, trace.events[...])
            observers.end(0, isInterrupted: false, trace: trace)
            observers.endBatch()
        }
        #expect(observers.violations.allSatisfy { $0.invariant == .cacheAccounting })
        return observers.violations.first?.violation.message
    }

    @Test("hold for results, and one that heeds none is found", arguments: [true, false])
    func entries(heedsLimits: Bool) throws {
        let message = try message(entries: 2, bytes: 1 << 20, heedsLimits: heedsLimits)
        let found = "the cache holds 3 results, at most 2 are allowed"
        #expect(message == (heedsLimits ? nil : found))
    }

    @Test("hold for bytes, and one that heeds none is found", arguments: [true, false])
    func bytes(heedsLimits: Bool) throws {
        let message = try message(entries: 10, bytes: 25, heedsLimits: heedsLimits)
        let found = "the cache holds 30 bytes, at most 25 are allowed"
        #expect(message == (heedsLimits ? nil : found))
    }
}
