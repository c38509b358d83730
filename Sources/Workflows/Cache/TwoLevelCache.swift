/// Committed results by key: exact least-recently-used eviction within limits in entries and bytes.
///
/// The policy alone: it neither waits nor reads a clock. Each operation is given the wall time.
package struct TwoLevelCache<Levels: CacheLevels> {
    /// How much a cache may hold.
    package typealias Limits = CacheLimits
    /// What a look-up found.
    package typealias LookUp = CacheLookUp

    /// Where the results are.
    package private(set) var levels: Levels
    /// How much may be held.
    package private(set) var limits: CacheLimits
    /// What was done so far through this value.
    package private(set) var statistics = CacheStatistics()

    /// A cache over these levels.
    package init(levels: Levels, limits: CacheLimits = CacheLimits()) {
        self.levels = levels
        self.limits = limits
    }

    /// How many keys of a phase are compared to explain a miss.
    private static var comparedKeys: Int { 64 }

    /// Finds a result that is younger than `ttl` at wall time `now`; a hit is its latest use. What the levels give is what
    /// a fault says that they give.
    package mutating func lookUp(
        _ key: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding = .honest
    ) throws(Levels.Failure) -> CacheLookUp {
        guard let action = try action(for: key, finding) else {
            statistics.misses += 1
            return .miss(because: try nearestDifferences(from: key))
        }
        guard action.key.digest == key.digest else {
            // Not what was asked for, whatever the levels say.
            statistics.misses += 1
            return .miss(because: ["another key"])
        }
        if let ttl, now - action.committedAt >= ttl {
            try levels.remove(key.digest)
            statistics.misses += 1
            statistics.expired += 1
            return .miss(because: ["expired"])
        }
        guard let output = try content(of: action, finding), output.digest == action.output else {
            // What is not the output is not served.
            try levels.remove(key.digest)
            statistics.misses += 1
            return .miss(because: ["content damaged"])
        }
        try levels.markUsed(key.digest)
        statistics.hits += 1
        return .hit(output)
    }

    private func action(
        for key: CacheKey,
        _ finding: LookUpPassage.Finding
    ) throws(Levels.Failure) -> CachedAction? {
        guard case .stale = finding else { return try levels.action(key.digest) }
        return try newestOther(than: key).flatMap { other throws(Levels.Failure) in
            try levels.action(other.digest)
        }
    }

    private func content(
        of action: CachedAction,
        _ finding: LookUpPassage.Finding
    ) throws(Levels.Failure) -> PhaseOutput? {
        let output = try levels.content(action.output)
        guard case .poisoned = finding else { return output }
        return output?.poisoned
    }

    /// Keeps a result that was committed at wall time `now`; one too large for the cache is not kept.
    package mutating func store(
        _ key: CacheKey,
        output: PhaseOutput,
        now: Duration,
        tags: [String] = []
    ) throws(Levels.Failure) {
        try levels.remove(key.digest)
        guard limits.entries > 0, output.size <= limits.bytes else { return }
        let action = CachedAction(
            key: key,
            output: output.digest,
            size: output.size,
            committedAt: now,
            tags: tags
        )
        try levels.insert(action, output)
        statistics.stored += 1
        try trim()
    }

    /// Forgets a result, because it was discarded or found invalid.
    package mutating func remove(_ digest: Digest) throws(Levels.Failure) {
        try levels.remove(digest)
    }

    /// Forgets every result that was stored with this tag; says how many.
    @discardableResult
    package mutating func invalidate(tag: String) throws(Levels.Failure) -> Int {
        let keys = try levels.keys(tagged: tag)
        for key in keys { try levels.remove(key) }
        return keys.count
    }

    /// Sets the limits and evicts at once what exceeds them.
    package mutating func limit(to limits: CacheLimits) throws(Levels.Failure) {
        self.limits = limits
        try trim()
    }

    private mutating func trim() throws(Levels.Failure) {
        while try exceedsLimits() {
            guard let last = try levels.leastRecentlyUsed else { return }
            // Looking for it deletes what is damaged, which can be enough.
            guard try exceedsLimits() else { return }
            try levels.remove(last.key.digest)
            statistics.evicted += 1
        }
    }

    private func exceedsLimits() throws(Levels.Failure) -> Bool {
        if try levels.count > limits.entries { return true }
        return try levels.bytes > limits.bytes
    }

    /// By which parts the nearest stored key of the phase differs: the one with the fewest; among equals the latest.
    private func nearestDifferences(from key: CacheKey) throws(Levels.Failure) -> [String] {
        var nearest: [String] = []
        for other in try levels.keys(of: key.phase, atMost: Self.comparedKeys) {
            let differences = key.differences(from: other)
            if nearest.isEmpty || differences.count < nearest.count { nearest = differences }
        }
        return nearest
    }
}

extension PhaseOutput {
    /// Other bytes in its place.
    fileprivate var poisoned: PhaseOutput {
        PhaseOutput(text: text + "\u{0}", files: files, response: response, exitStatus: exitStatus)
    }
}

extension TwoLevelCache: Sendable where Levels: Sendable {}

/// A cache in memory.
package typealias ResultCache = TwoLevelCache<MemoryLevels>

extension TwoLevelCache where Levels == MemoryLevels {
    /// An empty cache.
    package init() {
        self.init(levels: MemoryLevels())
    }

    /// Forgets everything; limits and memory are kept.
    package mutating func clear() {
        guard statistics != CacheStatistics() else { return }
        levels.clear()
        statistics = CacheStatistics()
    }

    /// The results held now.
    package var count: Int { levels.count }

    /// The bytes held now.
    package var bytes: Int { levels.bytes }
}
