internal import Locks

/// Whole runs that nobody waits for: they wait in memory, and go to the journal together, in one transaction.
///
/// A run on a virtual clock can be had again from its seed, so its sync can wait. What retention would delete at once is
/// not written at all. What waits is lost with the process; whoever is done calls `write`.
package final class WaitingRuns: Sendable {
    fileprivate struct Waiting {
        var runs: [WholeRun] = []
        var bytes = 0
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
            for run in runs {
                waiting.runs.append(run)
                waiting.bytes += run.size
            }
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
        let oldestFirst = runs.indices.filter { JournalDatabase.isFinished(runs[$0].status) }
            .sorted { (runs[$0].origin.startedAt, $0) < (runs[$1].origin.startedAt, $1) }
        let dropped = Set(oldestFirst.prefix(surplus))
        runs = runs.indices.filter { !dropped.contains($0) }.map { runs[$0] }
        bytes = runs.reduce(0) { $0 + $1.size }
    }
}
