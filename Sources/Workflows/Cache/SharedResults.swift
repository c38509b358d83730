/// What keeping a result in a cache on the disk led to.
package struct StoredUse: Sendable, Equatable {
    /// How many others had to go for it.
    package let evicted: Int
    /// The results that the cache held then, whoever stored them; `nil` where this one was not kept.
    package let entries: Int?
    /// The bytes of all distinct outputs that it held then; `nil` where this one was not kept.
    package let bytes: Int?

    /// What was found when the result was kept, within the same transaction.
    package init(evicted: Int, entries: Int? = nil, bytes: Int? = nil) {
        self.evicted = evicted
        self.entries = entries
        self.bytes = bytes
    }
}

/// A cache that outlives a world and may be used by others at the same time.
package protocol SharedResults: Sendable {
    /// Finds a result that is younger than `ttl` at wall time `now`; what is read is what a fault says that is read.
    func lookUp(
        _ key: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding
    ) throws(OperationFailure) -> CacheLookUp
    /// What there is for a key at wall time `now`, without a use of it.
    func holdings(
        of key: CacheKey,
        ttl: Duration?,
        now: Duration
    ) throws(OperationFailure) -> CacheHoldings
    /// Keeps a result within these limits; says how many others had to go for it, and what is held then.
    func store(
        _ key: CacheKey,
        output: PhaseOutput,
        now: Duration,
        tags: [String],
        limits: CacheLimits
    ) throws(OperationFailure) -> StoredUse
    /// Forgets a result.
    func remove(_ key: Digest) throws(OperationFailure)
    /// Forgets the results with a tag.
    func invalidate(tag: String) throws(OperationFailure)
    /// Becomes the only one, over all processes, that makes a result; says whether that succeeded.
    func tryLead(_ key: Digest) throws(OperationFailure) -> Bool
    /// Lets another make the result.
    func endLead(_ key: Digest)
}
