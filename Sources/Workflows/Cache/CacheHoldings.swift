/// What a cache has for a key, looked at without being used: faults have to know what they would change.
package struct CacheHoldings: Sendable, Equatable {
    /// Whether it has a result under the key.
    package var hasEntry = false
    /// Whether that result is young enough to be served.
    package var isServed = false
    /// Whether results of the phase age.
    package var ages = false
    /// Whether it has another result of the phase.
    package var hasOthers = false

    /// Nothing.
    package init() {}

    /// Describes what a cache has.
    package init(hasEntry: Bool, isServed: Bool, ages: Bool, hasOthers: Bool) {
        self.hasEntry = hasEntry
        self.isServed = isServed
        self.ages = ages
        self.hasOthers = hasOthers
    }
}

extension TwoLevelCache {
    /// What there is for a key at wall time `now`; nothing is used, and nothing counts as a look-up.
    package func holdings(
        of key: CacheKey,
        ttl: Duration?,
        now: Duration
    ) throws(Levels.Failure) -> CacheHoldings {
        let action = try levels.action(key.digest)
        let isYoung = action.map { action in ttl.map { now - action.committedAt < $0 } ?? true }
        return CacheHoldings(
            hasEntry: action != nil,
            isServed: isYoung ?? false,
            ages: ttl != nil,
            hasOthers: try newestOther(than: key) != nil
        )
    }

    /// The latest stored key of the same phase that is another one.
    func newestOther(than key: CacheKey) throws(Levels.Failure) -> CacheKey? {
        try levels.keys(of: key.phase, atMost: 2).first { $0.digest != key.digest }
    }
}
