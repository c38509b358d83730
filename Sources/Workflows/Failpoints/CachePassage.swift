/// A look-up in the cache on its way through the failpoint `cache.read`.
package struct LookUpPassage: Sendable, Equatable {
    /// What it finds.
    package enum Finding: Sendable, Equatable {
        /// What the cache has.
        case honest
        /// Nothing, whatever the cache has.
        case nothing
        /// The newest other result of the phase.
        case stale
        /// Other bytes under the digest of what the cache has.
        case poisoned
        /// The cache cannot be read.
        case failure(OperationFailure)
    }

    /// What the cache has for it.
    package let held: CacheHoldings
    /// What it finds.
    package var finding = Finding.honest
    /// How far the clock by which results age is ahead; below zero it is behind.
    package var skew = Duration.zero
    /// What is waited before the cache is asked.
    package var delay = Duration.zero

    /// A look-up that nothing disturbed yet.
    package init(held: CacheHoldings = CacheHoldings()) {
        self.held = held
    }

    /// Whether its end is decided.
    package var isDecided: Bool { finding != .honest }
}

/// A result that the cache is to keep, on its way through the failpoint `cache.write`.
package struct StorePassage: Sendable, Equatable {
    /// What becomes of it.
    package enum Fate: Sendable, Equatable {
        /// The cache keeps it.
        case kept
        /// It is evicted at once.
        case evicted
        /// The cache cannot be written.
        case failure(OperationFailure)
    }

    /// What the phase's key covers.
    package let covered: Set<CacheKey.Field>
    /// What becomes of it.
    package var fate = Fate.kept
    /// What the phase's key leaves out from now on.
    package var omitted: Set<CacheKey.Field> = []
    /// What is waited before it is kept.
    package var delay = Duration.zero

    /// A result that nothing disturbed yet, under a key that covers this.
    package init(covered: Set<CacheKey.Field>) {
        self.covered = covered
    }

    /// Whether its end is decided.
    package var isDecided: Bool { fate != .kept }
}
