package import Workflows

/// Lets a cache lose a result as soon as it has it.
package struct EvictedAtOnce: Injection {
    /// Declares the fault.
    package init() {}

    package func apply(to store: inout StorePassage, chance: Chance) {
        store.fate = .evicted
    }
}

extension EvictedAtOnce {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "evict",
        places: [.cacheWrite: .both],
        summary: "The result is gone from the cache as soon as it is there.",
        imitates: "a cache under pressure, a node that restarts",
        source: "https://redis.io/docs/latest/develop/reference/eviction/",
        remedy: "never count on a result being there",
        decode: { _, _, _ in EvictedAtOnce() }
    )
}

extension FaultType {
    /// Evicts results; see `EvictedAtOnce`.
    package static let evict = EvictedAtOnce.type
}
