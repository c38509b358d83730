internal import Locks

/// Whole runs that nobody waits for: they wait in memory, and go to the journal together, in one transaction.
///
/// A run on a virtual clock can be had again from its seed, so its sync can wait. What retention would delete at once is
/// not written at all. What waits is lost with the process; whoever is done calls `write`.
package final class WaitingRuns: Sendable {
    fileprivate struct Waiting {
        var runs: [WholeRun] = []
        /// When each began, and whether it is finished: all that says which have to go, without a look at the runs.
        var ages: [(startedAt: Duration, isFinished: Bool)] = []
        var bytes = 0

        mutating func add(_ run: WholeRun) {
            ages.append((run.origin.startedAt, JournalDatabase.isFinished(run.status)))
            bytes += run.size
            runs.append(run)
        }
    }

    /// The most bytes of records that wait, by the runs' own estimates.
    private static let mostBytes = 8 << 20

    private let journal: JournalDatabase
    private let limits: JournalLimits
    private let mostBytes: Int
    private let waiting = Guarded(Waiting())

    /// Runs for a journal that keeps so many; at most `mostBytes` of records wait.
    package init(
        _ journal: JournalDatabase,
        limits: JournalLimits = JournalLimits(),
        mostBytes: Int = WaitingRuns.mostBytes
    ) {
        self.journal = journal
        self.limits = limits
        self.mostBytes = mostBytes
    }

    /// Takes up runs; writes all that wait where they are too many.
    package func add(_ runs: [WholeRun]) throws(StorageFailure) {
        try waiting.withLock { waiting throws(StorageFailure) in
            for run in runs { waiting.add(run) }
            // Twice as many, so that one pass over them serves for many runs.
            let isLong = waiting.runs.count > 2 * limits.runs
            if isLong { waiting.drop(beyond: limits.runs) }
            let staysLong = isLong && waiting.runs.count > limits.runs
            if staysLong || waiting.bytes > mostBytes { try write(&waiting) }
        }
    }

    /// Writes all that wait; they are durable on return.
    package func write() throws(StorageFailure) {
        try waiting.withLock { waiting throws(StorageFailure) in
            waiting.drop(beyond: limits.runs)
            try write(&waiting)
        }
    }

    /// What could not be written does not wait any longer: the next attempt would fail as well, and memory fill up.
    private func write(_ waiting: inout Waiting) throws(StorageFailure) {
        let runs = waiting.runs
        waiting = Waiting()
        guard !runs.isEmpty else { return }
        // In their order under the lock: the journal's order is that of the runs.
        try journal.appendAll(runs.flatMap(\.appends))
    }
}

extension WaitingRuns.Waiting {
    /// Lets those go that retention would delete for the others: the oldest of the finished ones.
    fileprivate mutating func drop(beyond count: Int) {
        let surplus = runs.count - count
        guard surplus > 0 else { return }
        let oldestFirst = ages.indices.filter { ages[$0].isFinished }
            .sorted { (ages[$0].startedAt, $0) < (ages[$1].startedAt, $1) }
        let dropped = Set(oldestFirst.prefix(surplus))
        var kept = 0
        for place in runs.indices where !dropped.contains(place) {
            runs.swapAt(kept, place)
            ages.swapAt(kept, place)
            kept += 1
        }
        for run in runs[kept...] { bytes -= run.size }
        runs.removeLast(runs.count - kept)
        ages.removeLast(ages.count - kept)
    }
}
