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
