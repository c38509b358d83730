internal import Workflows

/// The cache gives a phase only what the phase committed before, in this run or an earlier one.
///
/// A shared cache has results that nobody here saw committed; those that were discarded here must not come back. Runs
/// are judged batch after batch. Until a first hit nothing is hashed; what is forgotten is only what the cache
/// has evicted, too.
struct CacheHonesty {
    static let summary =
        "a cache hit gives what the same phase committed before on the same inputs, never what was "
        + "discarded"

    /// What one run did to results.
    struct Run {
        let run: Event.Run
        let plan: ObservedPlan
        let log: ResultLog
    }

    /// Which run takes what it should not, at which event, and what is wrong with it.
    struct Finding {
        let run: Event.Run
        let sequence: Int
        let message: String
        /// What was taken, where it was made here and discarded.
        let discarded: ProducedResult?
    }

    /// How many records of earlier runs wait to be hashed; they refer to outputs.
    private static let mostWaiting = 1024

    private var waiting: [ResultLog.Record] = []
    private var waitingRuns: [(plan: ObservedPlan, end: Int, batch: Int)] = []
    private var hasHit = false
    private var batch = 1
    private var replay = ResultReplay()
    private var own = CommitLedger()
    private var shared = SharedLedger()
    private var limit = 0
    private var keepsEverything = true

    /// How many results and records are held.
    var count: Int { waiting.count + waitingRuns.count + own.count + shared.count }

    /// Another scenario begins, whose cache is empty.
    mutating func clear() {
        if !waitingRuns.isEmpty {
            waiting.removeAll(keepingCapacity: true)
            waitingRuns.removeAll(keepingCapacity: true)
        }
        guard hasHit || own.count + shared.count > 0 || limit > 0 else { return }
        hasHit = false
        batch = 1
        own.clear()
        shared.clear()
        limit = 0
        keepsEverything = true
    }

    /// Whether hits have to be looked at.
    func mustJudge(_ log: ResultLog) -> Bool { hasHit || log.hasHit }

    /// Takes up a run without a hit, in a scenario without one so far.
    mutating func postpone(_ plan: ObservedPlan, _ records: [ResultLog.Record]) {
        if records.isEmpty { return }
        waiting.append(contentsOf: records)
        waitingRuns.append((plan, waiting.count, batch))
        if waiting.count > Self.mostWaiting { settle() }
    }

    /// A batch without a hit is over.
    mutating func endBatch() { batch += 1 }

    /// Judges the runs of one batch, in their order.
    mutating func judge(_ runs: [Run]) -> Finding? {
        settle()
        hasHit = true
        let beside = runs.contains(where: \.log.hasHit) ? results(of: runs) : BatchResults()
        for run in runs {
            prepare(run.plan)
            replay.begin(run.plan)
            for record in run.log.records {
                guard let change = replay.note(record, run.plan) else { continue }
                if case .taken(let hit) = change, !beside.hold(hit, of: run.run, at: record.time),
                    let message = objection(to: hit, run.plan)
                {
                    return Finding(
                        run: run.run,
                        sequence: record.sequence,
                        message: message,
                        discarded: isDiscarded(hit, run.plan) ? hit : nil
                    )
                }
                note(change, run.plan, batch)
            }
        }
        trim()
        batch += 1
        return nil
    }

    private func objection(to hit: ProducedResult, _ plan: ObservedPlan) -> String? {
        plan.isShared
            ? shared.objection(to: hit)
            : own.objection(to: hit, keepsEverything: keepsEverything)
    }

    private func isDiscarded(_ hit: ProducedResult, _ plan: ObservedPlan) -> Bool {
        plan.isShared ? shared.hasDiscarded(hit) : own.hasDiscarded(hit)
    }

    private mutating func results(of runs: [Run]) -> BatchResults {
        var results = BatchResults()
        for run in runs {
            replay.begin(run.plan)
            for record in run.log.records {
                guard let change = replay.note(record, run.plan) else { continue }
                results.note(change, run.run, at: record.time)
            }
        }
        return results
    }

    /// Takes up what waited.
    private mutating func settle() {
        guard !waitingRuns.isEmpty else { return }
        var start = 0
        for (plan, end, batch) in waitingRuns {
            prepare(plan)
            replay.begin(plan)
            for record in waiting[start..<end] {
                if let change = replay.note(record, plan) { note(change, plan, batch) }
            }
            start = end
        }
        trim()
        waiting.removeAll(keepingCapacity: true)
        waitingRuns.removeAll(keepingCapacity: true)
    }

    private mutating func note(
        _ change: ResultReplay.Change,
        _ plan: ObservedPlan,
        _ batch: Int
    ) {
        if plan.isShared {
            shared.note(change, batch: batch)
        } else {
            own.note(change, batch: batch)
        }
    }

    private mutating func prepare(_ plan: ObservedPlan) {
        limit = max(limit, plan.cacheEntries)
        keepsEverything = keepsEverything && plan.keepsEverything
    }

    private mutating func trim() {
        own.trim(to: limit, batch: batch)
        shared.trim(to: limit, batch: batch)
    }
}
