import Testing
import Workflows

@Suite("The cache of results")
struct ResultCacheTests {
    private func key(_ name: String, phase: PhaseID = "coder") -> CacheKey {
        CacheKey(phase: phase, parts: [.init("requirements", Digest(of: name))])
    }

    private func output(_ size: Int) -> PhaseOutput {
        PhaseOutput(text: String(repeating: "x", count: size))
    }

    @Test("what was stored is found, and nothing else")
    func finds() {
        var cache = ResultCache()
        cache.store(key("a"), output: output(3), now: .zero)
        #expect(cache.lookUp(key("a"), ttl: nil, now: .seconds(1_000_000)) == .hit(output(3)))
        #expect(cache.lookUp(key("b"), ttl: nil, now: .zero) == .miss(because: ["requirements"]))
        #expect(
            cache.lookUp(key("a", phase: "planner"), ttl: nil, now: .zero) == .miss(because: [])
        )
    }

    @Test(
        "a result is expired at exactly its commit and the time to live, not before",
        arguments: [(0, true), (9_999_999, true), (10_000_000, false), (10_000_001, false)]
    )
    func expiry(microseconds: Int, isHit: Bool) {
        var cache = ResultCache()
        let committed = Duration.seconds(100)
        cache.store(key("a"), output: output(1), now: committed)
        let found = cache.lookUp(
            key("a"),
            ttl: .seconds(10),
            now: committed + .microseconds(microseconds)
        )
        #expect(found == (isHit ? .hit(output(1)) : .miss(because: ["expired"])))
        #expect(cache.count == (isHit ? 1 : 0))
    }

    @Test("a use does not make a result younger; a new commit does")
    func ageIsFromCommit() {
        var cache = ResultCache()
        cache.store(key("a"), output: output(1), now: .zero)
        #expect(cache.lookUp(key("a"), ttl: .seconds(10), now: .seconds(9)) == .hit(output(1)))
        #expect(
            cache.lookUp(key("a"), ttl: .seconds(10), now: .seconds(11))
                == .miss(because: ["expired"])
        )
        cache.store(key("a"), output: output(2), now: .seconds(11))
        #expect(cache.lookUp(key("a"), ttl: .seconds(10), now: .seconds(20)) == .hit(output(2)))
    }

    @Test("with a time to live of zero nothing is ever found")
    func zeroTimeToLive() {
        var cache = ResultCache()
        cache.store(key("a"), output: output(1), now: .zero)
        #expect(
            cache.lookUp(key("a"), ttl: .zero, now: .zero) == .miss(because: ["expired"])
        )
    }

    @Test("a result larger than the cache is not kept, and drives nothing else out")
    func tooLarge() {
        var cache = ResultCache()
        cache.limit(to: .init(entries: 10, bytes: 100))
        cache.store(key("a"), output: output(60), now: .zero)
        cache.store(key("b"), output: output(101), now: .zero)
        #expect(cache.count == 1)
        #expect(cache.bytes == 60)
        cache.store(key("c"), output: output(40), now: .zero)
        #expect(cache.bytes == 100)
        // A too large successor takes its predecessor with it: that result no longer counts.
        cache.store(key("a"), output: output(101), now: .zero)
        #expect(cache.count == 1)
    }

    @Test("the least recently used goes first, a hit counting as a use")
    func leastRecentlyUsed() {
        var cache = ResultCache()
        cache.limit(to: .init(entries: 2, bytes: 1000))
        cache.store(key("a"), output: output(1), now: .zero)
        cache.store(key("b"), output: output(1), now: .zero)
        _ = cache.lookUp(key("a"), ttl: nil, now: .zero)
        cache.store(key("c"), output: output(1), now: .zero)
        #expect(cache.lookUp(key("a"), ttl: nil, now: .zero) == .hit(output(1)))
        #expect(cache.lookUp(key("b"), ttl: nil, now: .zero) != .hit(output(1)))
        #expect(cache.lookUp(key("c"), ttl: nil, now: .zero) == .hit(output(1)))
    }

    @Test("new limits evict at once, and none keep nothing")
    func limits() {
        var cache = ResultCache()
        for (size, name) in ["a", "b", "c"].enumerated() {
            cache.store(key(name), output: output(10 + size), now: .zero)
        }
        cache.limit(to: .init(entries: 1000, bytes: 23))
        #expect(cache.count == 2)
        #expect(cache.bytes == 23)
        cache.limit(to: .init(entries: 0, bytes: 20))
        #expect(cache.count == 0)
        #expect(cache.bytes == 0)
        cache.store(key("a"), output: output(0), now: .zero)
        #expect(cache.count == 0)
    }

    @Test("an output that several keys share counts once, and goes with the last of them")
    func shared() {
        var cache = ResultCache()
        for name in ["a", "b", "c"] { cache.store(key(name), output: output(10), now: .zero) }
        #expect(cache.count == 3)
        #expect(cache.bytes == 10)
        cache.remove(key("a").digest)
        cache.remove(key("b").digest)
        #expect(cache.bytes == 10)
        #expect(cache.lookUp(key("c"), ttl: nil, now: .zero) == .hit(output(10)))
        cache.remove(key("c").digest)
        #expect(cache.bytes == 0)
    }

    @Test("a tag forgets what was stored with it, and nothing else")
    func tags() {
        var cache = ResultCache()
        cache.store(key("a"), output: output(1), now: .zero, tags: ["x", "y"])
        cache.store(key("b"), output: output(2), now: .zero, tags: ["y"])
        cache.store(key("c"), output: output(3), now: .zero)
        #expect(cache.invalidate(tag: "x") == 1)
        #expect(cache.count == 2)
        #expect(cache.invalidate(tag: "y") == 1)
        #expect(cache.invalidate(tag: "y") == 0)
        #expect(cache.lookUp(key("c"), ttl: nil, now: .zero) == .hit(output(3)))
    }

    @Test("what was forgotten is gone, and can be forgotten again")
    func remove() {
        var cache = ResultCache()
        cache.store(key("a"), output: output(5), now: .zero)
        cache.remove(key("a").digest)
        cache.remove(key("a").digest)
        #expect(cache.count == 0)
        #expect(cache.bytes == 0)
    }

    @Test("a miss names the parts that differ from the phase's latest key")
    func explained() {
        func key(_ requirements: String, _ version: String) -> CacheKey {
            CacheKey(
                phase: "coder",
                parts: [
                    .init("requirements", Digest(of: requirements)),
                    .init("agent version", Digest(of: version)),
                ]
            )
        }
        var cache = ResultCache()
        #expect(cache.lookUp(key("r", "3"), ttl: nil, now: .zero) == .miss(because: []))
        cache.store(key("r", "3"), output: output(1), now: .zero)
        #expect(
            cache.lookUp(key("r", "4"), ttl: nil, now: .zero) == .miss(because: ["agent version"])
        )
        #expect(
            cache.lookUp(key("s", "4"), ttl: nil, now: .zero)
                == .miss(because: ["requirements", "agent version"])
        )
    }
}
