internal import Workflows

/// What became here of results in a cache that others share: they can have made what nobody here saw.
///
/// What is forgotten here only finds less.
struct SharedLedger {
    /// In which batch a result was discarded.
    private var discarded: [ProducedResult: Int] = [:]
    /// What was kept last under each key, and in which batch.
    private var kept: [Digest: (made: ProducedResult, batch: Int)] = [:]

    /// How many results are remembered.
    var count: Int { discarded.count + kept.count }

    /// Forgets everything: another scenario begins.
    mutating func clear() {
        discarded.removeAll(keepingCapacity: true)
        kept.removeAll(keepingCapacity: true)
    }

    /// What is wrong with a hit; `nil` where nothing is.
    func objection(to hit: ProducedResult) -> String? {
        let taken = "\(hit.phase) takes \(hit.output.short) from the shared cache, which was "
        if discarded[hit] != nil { return taken + "discarded" }
        guard let ours = kept[hit.key]?.made, ours.output == hit.output, ours.basis != hit.basis
        else { return nil }
        return taken + CommitLedger.narrowness
    }

    /// Whether a result was discarded here.
    func hasDiscarded(_ hit: ProducedResult) -> Bool { discarded[hit] != nil }

    /// Takes up what happened in a batch.
    mutating func note(_ change: ResultReplay.Change, batch: Int) {
        switch change {
        case .made(let made, let isKept):
            discarded[made] = nil
            if isKept { kept[made.key.settled] = (made.settled, batch) }
        case .restored(let made): discarded[made] = nil
        case .discarded(let made):
            discarded[made.settled] = batch
            kept[made.key] = nil
        case .taken: break
        }
    }

    /// Forgets what is oldest, where there is much more than so many results.
    mutating func trim(to limit: Int, batch: Int) {
        let room = min(limit, Int.max / 4) + 300
        if discarded.count / 3 > room {
            let earliest = CommitLedger.earliest(Array(discarded.values), room, batch)
            discarded = discarded.filter { $0.value >= earliest }
        }
        if kept.count / 3 > room {
            let earliest = CommitLedger.earliest(kept.values.map(\.batch), room, batch)
            kept = kept.filter { $0.value.batch >= earliest }
        }
    }
}
