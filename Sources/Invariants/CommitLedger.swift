internal import Workflows

/// What was committed so far, as far as a cache of one scenario can still have it.
struct CommitLedger {
    static let narrowness = "made of other inputs: its narrowed key leaves out what changed"

    private struct Entry {
        /// How often it was committed and not discarded.
        var count = 0
        /// The batches in which it was made and used last.
        var lastMade = 0
        var lastUse = 0
        var isKept = false
    }

    private var entries: [ProducedResult: Entry] = [:]
    private var hasForgotten = false

    /// How many results are remembered.
    var count: Int { entries.count }

    /// Forgets everything: another scenario begins.
    mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        hasForgotten = false
    }

    /// What is wrong with a hit; `nil` where nothing is. A cache may hold more than it was seen to keep; that makes
    /// every result possible that was forgotten.
    func objection(to hit: ProducedResult, keepsEverything: Bool) -> String? {
        guard (entries[hit]?.count ?? 0) <= 0, keepsEverything || !hasForgotten else { return nil }
        let taken = "\(hit.phase) takes \(hit.output.short) from the cache, which was "
        let isKnown = entries.keys.contains { $0.phase == hit.phase && $0.output == hit.output }
        return taken + (hit.isNarrowed && isKnown ? Self.narrowness : "never committed")
    }

    /// Whether a result was committed here and then discarded.
    func hasDiscarded(_ hit: ProducedResult) -> Bool { entries[hit].map { $0.count <= 0 } ?? false }

    /// Takes up what happened in a batch.
    mutating func note(_ change: ResultReplay.Change, batch: Int) {
        switch change {
        case .made(let made, let isKept):
            update(made, batch) { entry in
                entry.count += 1
                entry.isKept = entry.isKept || isKept
            }
        // What a process discarded and could not record before it died counts after all.
        case .restored(let made):
            update(made, batch) { entry in
                entry.count = max(1, entry.count)
                entry.isKept = true
            }
        case .taken(let made): entries[made]?.lastUse = batch
        case .discarded(let made):
            if let count = entries[made]?.count { entries[made]?.count = max(0, count - 1) }
        }
    }

    private mutating func update(
        _ made: ProducedResult,
        _ batch: Int,
        _ change: (inout Entry) -> Void
    ) {
        var entry = entries[made] ?? Entry()
        change(&entry)
        entry.lastMade = batch
        entry.lastUse = batch
        if entries.updateValue(entry, forKey: made) == nil {
            // A key that stays must not keep outputs in memory.
            entries.removeValue(forKey: made)
            entries[made.settled] = entry
        }
    }

    /// Forgets what a cache of so many results cannot have any more; it is worth it only where there is much more.
    ///
    /// A cache evicts what was used longest ago, and has one result under a key. Within a batch nobody knows which use
    /// was the last, so that what was used in it stays or goes together.
    mutating func trim(to limit: Int, batch: Int) {
        guard entries.count / 3 > min(limit, Int.max / 4) + 300 else { return }
        hasForgotten = true
        var uses: [Digest: (made: Int, use: Int)] = [:]
        for (made, entry) in entries where entry.isKept {
            let known = uses[made.key] ?? (0, 0)
            uses[made.key] = (max(known.made, entry.lastMade), max(known.use, entry.lastUse))
        }
        let earliest = Self.earliest(uses.values.map(\.use), limit, batch)
        let others = entries.values.filter { !$0.isKept || $0.count == 0 }.map(\.lastUse)
        let earliestOther = Self.earliest(others, max(limit, 300), batch)
        entries = entries.filter { made, entry in
            guard entry.isKept, entry.count > 0 else { return entry.lastUse >= earliestOther }
            return entry.lastUse >= max(earliest, uses[made.key]?.made ?? 0)
        }
    }

    /// The batch from which on there are at least so many, or the present one.
    static func earliest(_ batches: [Int], _ limit: Int, _ batch: Int) -> Int {
        guard limit > 0 else { return batch }
        guard batches.count > limit else { return 0 }
        return batches.sorted(by: >)[limit - 1]
    }
}
