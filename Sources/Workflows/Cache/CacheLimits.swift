/// How much a cache may hold; the least recently used results go first.
public struct CacheLimits: Sendable, Equatable {
    /// The most results.
    public var entries: Int
    /// The most bytes of output; an output that several results share counts once.
    public var bytes: Int

    /// Sets both limits; the defaults are 1,000 entries and 64 MiB.
    public init(entries: Int = 1000, bytes: Int = 64 << 20) {
        self.entries = entries
        self.bytes = bytes
    }
}

/// What a look-up found.
package enum CacheLookUp: Sendable, Equatable {
    /// The result.
    case hit(PhaseOutput)
    /// None, and the parts by which the nearest stored key of the phase differs; empty if there is none.
    case miss(because: [String])
}

/// What a cache did so far.
package struct CacheStatistics: Sendable, Equatable {
    /// Look-ups that found a result.
    package internal(set) var hits = 0
    /// Look-ups that found none.
    package internal(set) var misses = 0
    /// Results that were kept.
    package internal(set) var stored = 0
    /// Results that had to go because of the limits.
    package internal(set) var evicted = 0
    /// Results that were looked up too late.
    package internal(set) var expired = 0

    /// Nothing yet.
    package init() {}
}
