internal import GRDB
package import Workflows

/// The cache on the disk, for all processes of a state folder; the policy is that of the cache in memory.
///
/// Each operation is one transaction. A power cut may undo the last of them, never part of one.
// Unchecked: `cache` is touched within `OpenDatabase.access` only, whose serial queue is the lock.
package final class CacheDatabase: @unchecked Sendable {
    /// What was cut on opening, in words for the user.
    package var notices: [String] { database.notices }
    private let database: OpenDatabase
    private var cache: TwoLevelCache<SQLiteLevels>

    /// Opens `cache.sqlite` in a state folder; makes both where they are missing unless `mustExist`.
    ///
    /// What exceeds the limits goes when the next result is stored, or at once by `limit(to:)`.
    package init(
        folder: String,
        limits: CacheLimits = CacheLimits(),
        mustExist: Bool = false
    ) throws(StorageFailure) {
        let database = try OpenDatabase(.cache, in: folder, mustExist: mustExist)
        self.database = database
        cache = try database.access { db in
            TwoLevelCache(levels: SQLiteLevels(db, path: database.path), limits: limits)
        }
    }

    /// Finds a result that is younger than `ttl` at wall time `now`; a hit is its latest use. What is read is what a fault
    /// says that is read.
    package func lookUp(
        _ key: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding = .honest
    ) throws(StorageFailure) -> CacheLookUp {
        try change { cache throws(StorageFailure) in
            try cache.lookUp(key, ttl: ttl, now: now, finding: finding)
        }
    }

    /// What there is for a key at wall time `now`, without a use of it.
    package func holdings(
        of key: CacheKey,
        ttl: Duration?,
        now: Duration
    ) throws(StorageFailure) -> CacheHoldings {
        try change { cache throws(StorageFailure) in
            try cache.holdings(of: key, ttl: ttl, now: now)
        }
    }

    /// Keeps a result that was committed at wall time `now`, cut to microseconds; one too large is not kept.
    ///
    /// Says how many had to go: everything is held to the limits that are named, or else to those of this process.
    @discardableResult
    package func store(
        _ key: CacheKey,
        output: PhaseOutput,
        now: Duration,
        tags: [String] = [],
        limits: CacheLimits? = nil
    ) throws(StorageFailure) -> Int {
        try keep(key, output: output, now: now, tags: tags, limits: limits).evicted
    }

    /// The same; says what is held then, too.
    package func keep(
        _ key: CacheKey,
        output: PhaseOutput,
        now: Duration,
        tags: [String] = [],
        limits: CacheLimits? = nil
    ) throws(StorageFailure) -> StoredUse {
        try change { cache throws(StorageFailure) in
            let before = cache.statistics
            if let limits, limits != cache.limits { try cache.limit(to: limits) }
            try cache.store(key, output: output, now: now, tags: tags)
            let evicted = cache.statistics.evicted - before.evicted
            guard cache.statistics.stored > before.stored else {
                return StoredUse(evicted: evicted)
            }
            return StoredUse(
                evicted: evicted,
                entries: try cache.levels.count,
                bytes: try cache.levels.bytes
            )
        }
    }

    /// Forgets a result.
    package func remove(_ digest: Digest) throws(StorageFailure) {
        try change { cache throws(StorageFailure) in try cache.remove(digest) }
    }

    /// Forgets every result that was stored with this tag; says how many.
    @discardableResult
    package func invalidate(tag: String) throws(StorageFailure) -> Int {
        try change { cache throws(StorageFailure) in try cache.invalidate(tag: tag) }
    }

    /// Sets the limits of this process and evicts at once what exceeds them.
    package func limit(to limits: CacheLimits) throws(StorageFailure) {
        try change { cache throws(StorageFailure) in try cache.limit(to: limits) }
    }

    /// Forgets everything and gives the space back.
    package func clear() throws(StorageFailure) {
        try change { cache throws(StorageFailure) in try cache.levels.removeAll() }
        try database.giveBackSpace()
    }

    /// The results held now.
    package var count: Int {
        get throws(StorageFailure) {
            try change { cache throws(StorageFailure) in try cache.levels.count }
        }
    }

    /// The bytes of all distinct outputs held now.
    package var bytes: Int {
        get throws(StorageFailure) {
            try change { cache throws(StorageFailure) in try cache.levels.bytes }
        }
    }

    /// What was done through this value so far; what was undone does not count.
    package var statistics: CacheStatistics {
        get throws(StorageFailure) { try database.access { _ in cache.statistics } }
    }

    private func change<Result>(
        _ body: (inout TwoLevelCache<SQLiteLevels>) throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result {
        try database.access { db in
            var next = cache
            let result = try OpenDatabase.commit(db) { try body(&next) }
            cache = next
            return result
        }
    }
}
