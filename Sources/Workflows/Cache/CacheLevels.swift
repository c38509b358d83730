/// Where a cache keeps its two levels: actions (key → digest of the output) and content (digest → output).
///
/// This is all that a kind of storage supplies. What is looked up, used, evicted and forgotten is decided by
/// `TwoLevelCache`, the same for memory and for a database.
package protocol CacheLevels {
    /// How the storage can fail; `Never` for memory.
    associatedtype Failure: Error

    /// The results held now.
    var count: Int { get throws(Failure) }
    /// The bytes of all distinct outputs held now.
    var bytes: Int { get throws(Failure) }

    /// The action of this key.
    func action(_ key: Digest) throws(Failure) -> CachedAction?
    /// The output of this digest; `nil` where it is missing, or is not what the digest says.
    func content(_ digest: Digest) throws(Failure) -> PhaseOutput?
    /// The keys that the phase's results are held under, latest stored first.
    func keys(of phase: PhaseID, atMost limit: Int) throws(Failure) -> [CacheKey]
    /// The keys of the actions with this tag.
    func keys(tagged tag: String) throws(Failure) -> [Digest]
    /// The action that was used longest ago; storing is a use.
    var leastRecentlyUsed: CachedAction? { get throws(Failure) }

    /// Adds an action that is not held, as the latest used, and its content where that is not held.
    mutating func insert(_ action: CachedAction, _ output: PhaseOutput) throws(Failure)
    /// Makes the action the latest used.
    mutating func markUsed(_ key: Digest) throws(Failure)
    /// Removes an action, and its content where no other action refers to it.
    mutating func remove(_ key: Digest) throws(Failure)
}

/// The upper level of a cache: what is known of a result without its content.
package final class CachedAction: Sendable, Equatable {
    /// The key.
    package let key: CacheKey
    /// The digest of the output.
    package let output: Digest
    /// The bytes of the output.
    package let size: Int
    /// The wall time of the commit, since 1970.
    package let committedAt: Duration
    /// The words by which it can be invalidated, sorted.
    package let tags: [String]

    /// Describes a result.
    package init(
        key: CacheKey,
        output: Digest,
        size: Int,
        committedAt: Duration,
        tags: [String] = []
    ) {
        self.key = key
        self.output = output.settled
        self.size = size
        self.committedAt = committedAt
        self.tags = tags
    }

    package static func == (left: CachedAction, right: CachedAction) -> Bool {
        left.key == right.key && left.output == right.output && left.size == right.size
            && left.committedAt == right.committedAt && left.tags == right.tags
    }
}
