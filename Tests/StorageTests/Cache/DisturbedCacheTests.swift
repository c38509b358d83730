import Storage
import TestSupport
import Testing
import Workflows

@Suite("A cache whose levels lie", .timeLimit(.minutes(1)))
struct DisturbedCacheTests {
    private static func key(_ requirements: String, _ phase: PhaseID = "coder") -> CacheKey {
        CacheKey(phase: phase, parts: [.init("requirements", Digest(of: requirements))])
    }

    /// A cache in memory or on the disk.
    private enum Kind: CaseIterable {
        case memory, disk
    }

    private struct Cache {
        var memory = ResultCache()
        var disk: CacheDatabase?

        mutating func store(_ key: CacheKey, _ text: String) throws {
            let output = PhaseOutput(text: text)
            if let disk {
                try disk.store(key, output: output, now: .seconds(10))
            } else {
                memory.store(key, output: output, now: .seconds(10))
            }
        }

        mutating func lookUp(
            _ key: CacheKey,
            _ finding: LookUpPassage.Finding
        ) throws -> CacheLookUp {
            let now = Duration.seconds(20)
            guard let disk else {
                return memory.lookUp(key, ttl: nil, now: now, finding: finding)
            }
            return try disk.lookUp(key, ttl: nil, now: now, finding: finding)
        }

        func holdings(_ key: CacheKey, ttl: Duration?) throws -> CacheHoldings {
            let now = Duration.seconds(20)
            guard let disk else { return memory.holdings(of: key, ttl: ttl, now: now) }
            return try disk.holdings(of: key, ttl: ttl, now: now)
        }

        var statistics: CacheStatistics {
            get throws { try disk?.statistics ?? memory.statistics }
        }
    }

    private func cache(_ kind: Kind, in folder: TemporaryFolder) throws -> Cache {
        var cache = Cache()
        if kind == .disk { cache.disk = try CacheDatabase(folder: folder.path) }
        return cache
    }

    @Test("another result than the one that was asked for is not served", arguments: Kind.allCases)
    private func stale(kind: Kind) throws {
        let folder = try TemporaryFolder()
        var cache = try cache(kind, in: folder)
        try cache.store(Self.key("old"), "old")
        try cache.store(Self.key("other", "p"), "of another phase")
        #expect(try cache.lookUp(Self.key("new"), .stale) == .miss(because: ["another key"]))
        try cache.store(Self.key("new"), "new")
        #expect(try cache.lookUp(Self.key("new"), .stale) == .miss(because: ["another key"]))
        // Both are still there.
        #expect(try cache.lookUp(Self.key("new"), .honest) == .hit(PhaseOutput(text: "new")))
        #expect(try cache.lookUp(Self.key("old"), .honest) == .hit(PhaseOutput(text: "old")))
        #expect(try cache.statistics.hits == 2)
        #expect(try cache.statistics.misses == 2)
    }

    @Test("other bytes are not served, and what has them is forgotten", arguments: Kind.allCases)
    private func poisoned(kind: Kind) throws {
        let folder = try TemporaryFolder()
        var cache = try cache(kind, in: folder)
        try cache.store(Self.key("a"), "good")
        #expect(try cache.lookUp(Self.key("a"), .poisoned) == .miss(because: ["content damaged"]))
        #expect(try cache.lookUp(Self.key("a"), .honest) == .miss(because: []))
    }

    @Test("what there is can be told without a use of it", arguments: Kind.allCases)
    private func holdings(kind: Kind) throws {
        let folder = try TemporaryFolder()
        var cache = try cache(kind, in: folder)
        #expect(try cache.holdings(Self.key("a"), ttl: nil) == CacheHoldings())
        try cache.store(Self.key("a"), "good")
        var held = try cache.holdings(Self.key("a"), ttl: .seconds(10))
        #expect(held.hasEntry && held.ages && !held.isServed && !held.hasOthers, "10 s old")
        held = try cache.holdings(Self.key("a"), ttl: .seconds(11))
        #expect(held.isServed)
        held = try cache.holdings(Self.key("b"), ttl: nil)
        #expect(!held.hasEntry && !held.isServed && held.hasOthers && !held.ages)
        #expect(try cache.statistics.hits + cache.statistics.misses == 0)
        #expect(try cache.lookUp(Self.key("a"), .honest) == .hit(PhaseOutput(text: "good")))
    }
}
