/// The two levels of a cache in memory: a list in the order of use, and outputs with the number of their users.
package struct MemoryLevels: CacheLevels, Sendable {
    private struct Entry: Sendable {
        let action: CachedAction
        var newer: Int?
        var older: Int?
    }

    private struct Content: Sendable {
        let output: PhaseOutput
        var users: Int

        /// Counts a user; says how many bytes more are held.
        mutating func addUser() -> Int {
            users += 1
            return users == 1 ? output.size : 0
        }
    }

    /// The keys of a phase in the order in which they were stored, removed ones too until they are swept.
    private struct StoredKeys: Sendable {
        var keys: [CacheKey] = []

        /// Adds a key; says how many there are.
        mutating func add(_ key: CacheKey) -> Int {
            keys.append(key)
            return keys.count
        }
    }

    private var slots: [Entry?] = []
    private var free: [Int] = []
    private var slotOf: [Digest: Int] = [:]
    private var contents: [Digest: Content] = [:]
    private var storedOf: [PhaseID: StoredKeys] = [:]
    private var newest: Int?
    private var oldest: Int?
    package private(set) var bytes = 0

    /// Empty levels.
    package init() {}

    /// Removes everything; memory is kept.
    mutating func clear() {
        slots.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        slotOf.removeAll(keepingCapacity: true)
        contents.removeAll(keepingCapacity: true)
        storedOf.removeAll(keepingCapacity: true)
        newest = nil
        oldest = nil
        bytes = 0
    }

    package var count: Int { slotOf.count }

    package func action(_ key: Digest) -> CachedAction? {
        slotOf[key].flatMap { slots[$0]?.action }
    }

    package func content(_ digest: Digest) -> PhaseOutput? {
        contents[digest]?.output
    }

    package func keys(of phase: PhaseID, atMost limit: Int) -> [CacheKey] {
        var found: [CacheKey] = []
        for key in (storedOf[phase]?.keys ?? []).reversed() where found.count < limit {
            if slotOf[key.digest] != nil { found.append(key) }
        }
        return found
    }

    package func keys(tagged tag: String) -> [Digest] {
        slots.compactMap { $0 }.filter { $0.action.tags.contains(tag) }.map(\.action.key.digest)
    }

    package var leastRecentlyUsed: CachedAction? {
        oldest.flatMap { slots[$0]?.action }
    }

    package mutating func insert(_ action: CachedAction, _ output: PhaseOutput) {
        let key = action.key
        let slot = free.popLast() ?? slots.count
        let entry = Entry(action: action)
        if slot == slots.count { slots.append(entry) } else { slots[slot] = entry }
        slotOf[key.digest] = slot
        linkAsNewest(slot)
        // Each look into a dictionary hashes: once is enough.
        if storedOf[key.phase, default: StoredKeys()].add(key) > 2 * count + 16 { sweep(key.phase) }
        bytes += contents[action.output, default: Content(output: output, users: 0)].addUser()
    }

    package mutating func markUsed(_ key: Digest) {
        guard let slot = slotOf[key] else { return }
        unlink(slot)
        linkAsNewest(slot)
    }

    package mutating func remove(_ key: Digest) {
        guard let slot = slotOf.removeValue(forKey: key), let entry = slots[slot] else { return }
        unlink(slot)
        slots[slot] = nil
        free.append(slot)
        let digest = entry.action.output
        contents[digest]?.users -= 1
        if let content = contents[digest], content.users <= 0 {
            bytes -= content.output.size
            contents[digest] = nil
        }
    }

    /// Drops keys that are gone, or that were stored again later, once they are more than half of the list.
    private mutating func sweep(_ phase: PhaseID) {
        guard let stored = storedOf[phase]?.keys else { return }
        var seen: Set<Digest> = []
        let kept = stored.reversed().filter {
            slotOf[$0.digest] != nil && seen.insert($0.digest).inserted
        }
        storedOf[phase] = StoredKeys(keys: kept.reversed())
    }

    private mutating func linkAsNewest(_ slot: Int) {
        slots[slot]?.older = newest
        slots[slot]?.newer = nil
        if let newest { slots[newest]?.newer = slot }
        newest = slot
        if oldest == nil { oldest = slot }
    }

    private mutating func unlink(_ slot: Int) {
        guard slots[slot] != nil else { return }
        let newer = slots[slot]?.newer
        let older = slots[slot]?.older
        if let newer { slots[newer]?.older = older } else { newest = older }
        if let older { slots[older]?.newer = newer } else { oldest = newer }
    }
}
