import Storage
import TestSupport
import Testing
import Workflows

/// What both kinds of cache can do.
protocol AnyCache {
    mutating func found(_ key: CacheKey, ttl: Duration?, now: Duration) throws -> CacheLookUp
    mutating func keep(
        _ key: CacheKey,
        _ output: PhaseOutput,
        now: Duration,
        tags: [String]
    ) throws
    mutating func forget(_ digest: Digest) throws
    mutating func forget(tag: String) throws -> Int
    mutating func restrict(to limits: CacheLimits) throws
    var size: (count: Int, bytes: Int) { get throws }
}

extension ResultCache: AnyCache where Levels == MemoryLevels {
    mutating func found(_ key: CacheKey, ttl: Duration?, now: Duration) -> CacheLookUp {
        lookUp(key, ttl: ttl, now: now)
    }
    mutating func keep(
        _ key: CacheKey,
        _ output: PhaseOutput,
        now: Duration,
        tags: [String]
    ) { store(key, output: output, now: now, tags: tags) }
    mutating func forget(_ digest: Digest) { remove(digest) }
    mutating func forget(tag: String) -> Int { invalidate(tag: tag) }
    mutating func restrict(to limits: CacheLimits) { limit(to: limits) }
    var size: (count: Int, bytes: Int) { (count, bytes) }
}

extension CacheDatabase: AnyCache {
    func found(_ key: CacheKey, ttl: Duration?, now: Duration) throws -> CacheLookUp {
        try lookUp(key, ttl: ttl, now: now)
    }
    func keep(_ key: CacheKey, _ output: PhaseOutput, now: Duration, tags: [String]) throws {
        try store(key, output: output, now: now, tags: tags)
    }
    func forget(_ digest: Digest) throws { try remove(digest) }
    func forget(tag: String) throws -> Int { try invalidate(tag: tag) }
    func restrict(to limits: CacheLimits) throws { try limit(to: limits) }
    var size: (count: Int, bytes: Int) {
        get throws { (try count, try bytes) }
    }
}

/// Random operations on a cache and on the same thing done the slow way.
struct CacheTrial<Cache: AnyCache> {
    private struct Entry {
        let key: CacheKey
        let output: PhaseOutput
        let committedAt: Duration
        let tags: [String]
    }

    private(set) var cache: Cache
    private(set) var hits = 0
    private var source: SplitMix64
    private var now = Duration.zero
    private var limits = CacheLimits()
    /// Least recently used first.
    private var entries: [Entry] = []
    private let keys = (0..<40).map { number in
        CacheKey(
            phase: PhaseID("p\(number % 4)"),
            parts: [.init("requirements", Digest(of: "\(number)"))]
        )
    }

    init(_ cache: Cache, seed: UInt64) {
        self.cache = cache
        source = SplitMix64(seed: seed)
    }

    /// The bytes of the distinct outputs.
    private var bytes: Int {
        let outputs = entries.map { ($0.output.digest, $0.output.size) }
        return Dictionary(outputs) { first, _ in first }.values.reduce(0, +)
    }

    private mutating func evict() {
        while entries.count > limits.entries || bytes > limits.bytes { entries.removeFirst() }
    }

    mutating func step(_ number: Int) throws {
        now += .milliseconds(Int.random(in: 0...20, using: &source))
        let key = try #require(keys.randomElement(using: &source))
        switch Int.random(in: 0..<100, using: &source) {
        case 0: try restrict()
        case 1: try invalidate(number)
        case 2..<5:
            entries.removeAll { $0.key == key }
            try cache.forget(key.digest)
        case 5..<45: try store(key)
        default: try lookUp(key, number)
        }
        let size = try cache.size
        try #require(size.count == entries.count, "step \(number)")
        try #require(size.bytes == bytes, "step \(number)")
        try #require(size.count <= limits.entries && size.bytes <= limits.bytes)
    }

    private mutating func restrict() throws {
        limits = CacheLimits(
            entries: Int.random(in: 0...40, using: &source),
            bytes: Int.random(in: 0...1000, using: &source)
        )
        evict()
        try cache.restrict(to: limits)
    }

    private mutating func invalidate(_ number: Int) throws {
        let tag = "t\(Int.random(in: 0..<5, using: &source))"
        let count = entries.count
        entries.removeAll { $0.tags.contains(tag) }
        try #require(try cache.forget(tag: tag) == count - entries.count, "step \(number)")
    }

    private mutating func store(_ key: CacheKey) throws {
        // Few sizes, so that several keys share an output.
        let size = Int.random(in: 0...60, using: &source)
        let output = PhaseOutput(text: String(repeating: "x", count: size))
        let tags = (0..<5).filter { _ in Int.random(in: 0..<4, using: &source) == 0 }
            .map { "t\($0)" }
        entries.removeAll { $0.key == key }
        if limits.entries > 0, output.size <= limits.bytes {
            entries.append(Entry(key: key, output: output, committedAt: now, tags: tags))
        }
        evict()
        try cache.keep(key, output, now: now, tags: tags)
    }

    private mutating func lookUp(_ key: CacheKey, _ number: Int) throws {
        let ttl: Duration? = Bool.random(using: &source) ? .milliseconds(300) : nil
        var expected: PhaseOutput?
        if let index = entries.firstIndex(where: { $0.key == key }) {
            let entry = entries.remove(at: index)
            if ttl.map({ now < entry.committedAt + $0 }) ?? true {
                entries.append(entry)
                expected = entry.output
            }
        }
        let found = try cache.found(key, ttl: ttl, now: now)
        if case .hit(let output) = found {
            hits += 1
            try #require(output == expected, "step \(number)")
        } else {
            try #require(expected == nil, "step \(number)")
        }
    }
}
