/// Which results a cache stores.
package enum CacheStrategy: String, Sendable, CaseIterable {
    /// Every result.
    case always
    /// Those that are expected to save more than they cost, by the phase's own history.
    case smart
}

/// Decides whether a result is worth its place in the cache, by what results of its phase were worth before.
///
/// **Saving.** A result is expected to save its own seconds times the uses per result of its phase. Uses count look-ups
/// that hit, and those that would have, had the result not been refused. The latest `PhaseHistory.patience` results of
/// a phase are
/// not held against it, and every phase starts with one use credited. Older results fade: after `PhaseHistory.memory`
/// more a result
/// counts a third.
///
/// **Cost.** A byte costs the time to write it, and a rent: a share of what the average byte of this cache has saved.
/// The share is a tenth while there is room, which bounds the loss: refusing what saves less than a tenth of the
/// average per byte forgoes at most a tenth of all savings, and raises the savings per stored byte. In a full cache
/// the result evicts others, the least recently used first, which are taken to be worth half the average; where the
/// number of entries is what is full, at least one of average size. As long as nothing was saved there is no rent.
///
/// **Shadow.** Keys of refused results are remembered, so that a phase that begins to repeat itself is seen to. Reuse
/// after longer than that is seen by a sample: every sixteenth result is stored whatever is expected of it.
package struct CacheAdmission: Sendable {
    /// How many results the rent is about.
    static let rentMemory = 1024.0
    /// The share of the average saving that a byte has to save while there is room.
    static let rent = 0.1
    /// The same where others have to go.
    static let rentWhenFull = 0.5
    /// Writing at 100 MB/s, below what a disk does.
    static let secondsPerByte = 1e-8

    private var histories: [PhaseID: PhaseHistory] = [:]
    /// What was saved, and the bytes of all results that could be stored, of all phases, fading.
    private var saved = 0.0
    private var bytes = 0.0

    /// Knows nothing yet: everything is stored.
    package init() {}

    /// Learns from a look-up.
    package mutating func noteLookUp(phase: PhaseID, key: Digest, wasHit: Bool) {
        let seconds = histories[phase, default: PhaseHistory()].noteLookUp(of: key, wasHit: wasHit)
        saved += seconds
    }

    /// Learns from a result, whether it was stored or not; said once for every result, after `admits`.
    package mutating func noteResult(
        phase: PhaseID,
        key: Digest,
        took: Duration,
        bytes size: Int,
        wasStored: Bool
    ) {
        let isNew = histories[phase, default: PhaseHistory()].noteResult(
            of: key,
            took: took,
            bytes: size,
            wasStored: wasStored
        )
        // A refused result that recurs would have been stored once.
        guard isNew else { return }
        let fading = 1 - 1 / Self.rentMemory
        saved *= fading
        bytes = bytes * fading + Double(max(0, size))
    }

    /// Whether a result is worth storing in a cache that holds so much; takes the same time whatever was learnt.
    package func admits(
        phase: PhaseID,
        took: Duration,
        bytes size: Int,
        limits: CacheLimits,
        held: (entries: Int, bytes: Int)
    ) -> Bool {
        guard limits.entries > 0, size <= limits.bytes else { return false }
        let history = histories[phase] ?? PhaseHistory()
        guard !history.isSampleNext else { return true }
        let own = Double(max(1, size))
        let needsEntry = held.entries >= limits.entries
        let isFull = needsEntry || held.bytes > limits.bytes - max(0, size)
        let average = needsEntry ? Double(held.bytes) / Double(max(1, held.entries)) : 0
        let rent = bytes > 0 ? saved / bytes * (isFull ? Self.rentWhenFull : Self.rent) : 0
        let cost = own * Self.secondsPerByte + max(own, average) * rent
        return history.usesPerResult * took.seconds >= cost
    }
}
