import TestSupport
import Testing
import Workflows

@Suite("The cache against a plain list")
struct ResultCacheOracleTests {
    /// The same cache, the slow way: a list, least recently used first.
    private struct Oracle {
        struct Entry {
            let key: CacheKey
            let output: PhaseOutput
            let committedAt: Duration
        }

        var limits = ResultCache.Limits()
        var entries: [Entry] = []

        /// An output that several keys share counts once.
        var bytes: Int {
            var seen: Set<Digest> = []
            return entries.reduce(0) { sum, entry in
                seen.insert(entry.output.digest).inserted ? sum + entry.output.size : sum
            }
        }

        mutating func lookUp(_ key: CacheKey, _ ttl: Duration?, _ now: Duration) -> PhaseOutput? {
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: index)
            if let ttl, entry.committedAt + ttl <= now { return nil }
            entries.append(entry)
            return entry.output
        }

        mutating func store(_ key: CacheKey, _ output: PhaseOutput, _ now: Duration) {
            entries.removeAll { $0.key == key }
            if limits.entries > 0, output.size <= limits.bytes {
                entries.append(Entry(key: key, output: output, committedAt: now))
            }
            evict()
        }

        mutating func evict() {
            while entries.count > limits.entries || bytes > limits.bytes {
                entries.removeFirst()
            }
        }
    }

    private let keys = (0..<40).map { number in
        CacheKey(
            phase: PhaseID("p\(number % 4)"),
            parts: [.init("requirements", Digest(of: "\(number)"))]
        )
    }

    @Test(
        "100,000 random operations find and evict the same, never beyond the limits",
        arguments: [1, 2, 3, 4, 5] as [UInt64]
    )
    func sameAsOracle(seed: UInt64) throws {
        var source = SplitMix64(seed: seed)
        var oracle = Oracle()
        var cache = ResultCache()
        var now = Duration.zero
        var shared = 0
        // Five seeds of 20,000 each.
        for step in 0..<20_000 {
            now += .milliseconds(Int.random(in: 0...20, using: &source))
            let key = try #require(keys.randomElement(using: &source))
            switch Int.random(in: 0..<100, using: &source) {
            case 0:
                let limits = ResultCache.Limits(
                    entries: Int.random(in: 0...20, using: &source),
                    bytes: Int.random(in: 0...400, using: &source)
                )
                oracle.limits = limits
                oracle.evict()
                cache.limit(to: limits)
            case 1..<5:
                oracle.entries.removeAll { $0.key == key }
                cache.remove(key.digest)
            case 5..<45:
                let size = Int.random(in: 0...60, using: &source)
                let output = PhaseOutput(text: String(repeating: "x", count: size))
                oracle.store(key, output, now)
                cache.store(key, output: output, now: now)
            default:
                let ttl: Duration? = Bool.random(using: &source) ? .milliseconds(500) : nil
                let expected = oracle.lookUp(key, ttl, now)
                let found = cache.lookUp(key, ttl: ttl, now: now)
                if case .hit(let output) = found {
                    try #require(output == expected, "step \(step)")
                } else {
                    try #require(expected == nil, "step \(step)")
                }
            }
            try #require(cache.count == oracle.entries.count, "step \(step)")
            try #require(cache.bytes == oracle.bytes, "step \(step)")
            try #require(cache.count <= oracle.limits.entries)
            try #require(cache.bytes <= oracle.limits.bytes)
            if oracle.bytes < oracle.entries.reduce(0, { $0 + $1.output.size }) { shared += 1 }
        }
        #expect(shared > 1000, "keys shared an output")
    }
}
