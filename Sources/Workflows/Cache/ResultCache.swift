/// Committed results by key: exact least-recently-used eviction within limits in entries and bytes.
///
/// A pure value: both worlds keep one, and say what time it is.
package struct ResultCache: Sendable {
    /// How much a cache may hold.
    package struct Limits: Sendable, Equatable {
        /// The most results.
        package var entries: Int
        /// The most bytes of output.
        package var bytes: Int

        /// Sets both limits; the defaults are 1,000 entries and 64 MiB.
        package init(entries: Int = 1000, bytes: Int = 64 << 20) {
            self.entries = entries
            self.bytes = bytes
        }
    }

    /// What a look-up found.
    package enum LookUp: Sendable, Equatable {
        /// The result.
        case hit(PhaseOutput)
        /// None, and the parts by which the phase's latest stored key differs; empty where there is none.
        case miss(because: [String])
    }

    private struct Entry: Sendable {
        let key: CacheKey
        let output: PhaseOutput
        let committedAt: Duration
        var newer: Int?
        var older: Int?
    }

    private var limits = Limits()
    private var slots: [Entry?] = []
    private var free: [Int] = []
    private var slotOf: [Digest: Int] = [:]
    private var latestOf: [PhaseID: CacheKey] = [:]
    private var newest: Int?
    private var oldest: Int?
    /// The bytes held now.
    package private(set) var bytes = 0

    /// An empty cache.
    package init() {}

    /// The results held now.
    package var count: Int { slotOf.count }

    /// Finds a result that is younger than `ttl` at wall time `now`; a hit is its latest use.
    package mutating func lookUp(_ key: CacheKey, ttl: Duration?, now: Duration) -> LookUp {
        guard let slot = slotOf[key.digest], let entry = slots[slot] else {
            let latest = latestOf[key.phase]
            return .miss(because: latest.map { key.differences(from: $0) } ?? [])
        }
        if let ttl, now - entry.committedAt >= ttl {
            remove(key.digest)
            return .miss(because: ["expired"])
        }
        unlink(slot)
        linkAsNewest(slot)
        return .hit(entry.output)
    }

    /// Keeps a result that was committed at wall time `now`; one too large for the cache is not kept.
    package mutating func store(_ key: CacheKey, output: PhaseOutput, now: Duration) {
        remove(key.digest)
        guard limits.entries > 0, output.size <= limits.bytes else { return }
        let slot = free.popLast() ?? slots.count
        let entry = Entry(key: key, output: output, committedAt: now)
        if slot == slots.count { slots.append(entry) } else { slots[slot] = entry }
        slotOf[key.digest] = slot
        latestOf[key.phase] = key
        bytes += output.size
        linkAsNewest(slot)
        trim()
    }

    /// Forgets a result, because it was discarded or found invalid.
    package mutating func remove(_ digest: Digest) {
        guard let slot = slotOf.removeValue(forKey: digest), let entry = slots[slot] else { return }
        unlink(slot)
        slots[slot] = nil
        free.append(slot)
        bytes -= entry.output.size
    }

    /// Sets the limits and evicts at once what exceeds them.
    package mutating func limit(to limits: Limits) {
        self.limits = limits
        trim()
    }

    private mutating func trim() {
        while count > limits.entries || bytes > limits.bytes, let last = oldest,
            let entry = slots[last]
        {
            remove(entry.key.digest)
        }
    }

    private mutating func linkAsNewest(_ slot: Int) {
        slots[slot]?.older = newest
        slots[slot]?.newer = nil
        if let newest { slots[newest]?.newer = slot }
        newest = slot
        if oldest == nil { oldest = slot }
    }

    private mutating func unlink(_ slot: Int) {
        guard let entry = slots[slot] else { return }
        if let newer = entry.newer {
            slots[newer]?.older = entry.older
        } else {
            newest = entry.older
        }
        if let older = entry.older {
            slots[older]?.newer = entry.newer
        } else {
            oldest = entry.newer
        }
    }
}
