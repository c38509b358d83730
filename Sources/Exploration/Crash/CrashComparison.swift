internal import Faults
internal import Scenarios
internal import Suites
internal import Workflows

/// Holds an execution in which processes died against the one in which none did.
///
/// Another ending is no difference where it follows from something else that may be otherwise: declared faults fire
/// otherwise, because a resumed run meets other draws and makes calls again whose firings are lost; a cancel comes at another
/// moment; the cache lost what the dead process had not stored yet; a run without attempts left is resumed with new ones.
/// What was committed and is executed again is a difference unless a fault of the journal takes it back.
struct CrashComparison {
    private let scenario: Scenario
    private let whole: UninterruptedExecution
    /// The faults that may take back what is recorded.
    private let journalFaults: Set<String>
    private var difference: CrashDifference?
    private var repeated: CrashDifference?
    private var refused: CrashDifference?
    /// Why what differs may differ.
    private var excuse: String?
    private var changedFault: String?
    private var madeAgain: String?

    init(_ scenario: Scenario, _ whole: UninterruptedExecution) {
        self.scenario = scenario
        self.whole = whole
        let faults = scenario.faults.map(\.fault)
        journalFaults = Set(
            faults.filter { [.journalAppend, .journalRead].contains($0.failpoint) }.map(\.id)
        )
    }

    /// Compares the batch in which the process died with the one at the same place.
    mutating func compare(
        _ batch: ExecutedBatch,
        at index: Int,
        in world: CrashingWorld<some SessionWorld>
    ) {
        for (place, lives) in world.lives.enumerated() {
            guard batch.runs.indices.contains(place) else { continue }
            let run = batch.runs[place]
            noteRepetition(in: lives)
            // Of a run that is refused its trace says so, and not its last life.
            let last = world.refusal == nil ? lives.last ?? run.trace : run.trace
            compare(
                last,
                after: world.recorded[place],
                with: twin(index, place),
                sharing: world.lives.count == 1 ? .nothing : .now
            )
            guard let refusal = world.refusal, place == world.victim else { continue }
            refused = CrashDifference(
                run: run.plan.run.id,
                disparity: ResumeDisparity(
                    .status,
                    "it cannot be resumed: \(refusal.failure.message)"
                )
            )
        }
    }

    /// Compares a batch in which nothing died with the one at the same place.
    mutating func compare(_ batch: ExecutedBatch, at index: Int) {
        for (place, run) in batch.runs.enumerated() {
            compare(run.trace, after: [], with: twin(index, place), sharing: .before)
        }
    }

    private typealias Twin = (run: UninterruptedExecution.Run, place: Int)

    private func twin(_ index: Int, _ place: Int) -> Twin? {
        guard whole.batches.indices.contains(index) else { return nil }
        let batch = whole.batches[index]
        return batch.runs.indices.contains(place) ? (batch.runs[place], batch.place) : nil
    }

    /// Compares a run's last life, before which the journal has these events, with the whole one.
    private mutating func compare(
        _ trace: RunTrace,
        after recorded: [Event],
        with twin: Twin?,
        sharing: Sharing
    ) {
        guard let (twin, place) = twin, difference == nil else { return }
        let record = RunRecord(run: trace.run, events: recorded + trace.events)
        let whole = twin.ending.record
        if changedFault == nil {
            let firings = FiringCounts(recorded + trace.events)
            changedFault = firings.fault(differingFrom: twin.firings)
        }
        let ending = RunEnding(trace)
        let unstable = self.whole.unstable[twin.id] ?? []
        // What is made again here may be another answer for all that follows.
        madeAgain = madeAgain ?? sharing.excuse(for: record, whole)
        guard let disparity = ending.disparity(from: twin.ending, ignoring: unstable) else {
            return
        }
        difference = CrashDifference(run: twin.id, disparity: disparity)
        if let changedFault {
            excuse = "the fault \(changedFault) fires otherwise after the resume"
        } else if scenario.runs[place].interruption?.isDeath == false {
            excuse = "its cancel comes at another moment after the resume"
        } else if disparity.aspect == .status, whole.status != .succeeded,
            record.attempts.contains(where: { $0.value > whole.attempts[$0.key] ?? 0 })
        {
            excuse = "its resume has attempts and revisions of its own"
        } else {
            excuse = madeAgain
        }
    }

    /// Whose results a run may find in the cache.
    private enum Sharing {
        /// Nobody's that died.
        case nothing
        /// Those of a run that died before it.
        case before
        /// Those of others that are executed at the same time, and died with it.
        case now

        /// Why outputs may differ although nothing is wrong, if they may.
        func excuse(for record: RunRecord, _ whole: RunRecord) -> String? {
            switch self {
            case .nothing: return nil
            case .before:
                guard !record.executed.isSubset(of: whole.executed) else { return nil }
                return "a result that was committed, and not in the cache yet, is made again"
            case .now:
                guard record.attempts != whole.attempts || record.cached != whole.cached else {
                    return nil
                }
                return "of the runs at the same time another makes a result after the resume"
            }
        }
    }

    /// Looks for what was committed in one life and executed again in the next.
    private mutating func noteRepetition(in lives: [RunTrace]) {
        for (dead, alive) in zip(lives, lives.dropFirst()) where repeated == nil {
            let fired = dead.firings.keys.contains(where: journalFaults.contains)
            guard !fired, !alive.firings.keys.contains(where: journalFaults.contains) else {
                continue
            }
            let disparity = ResumeDisparity(
                committedBy: dead.record,
                executedAgainBy: alive.record
            )
            guard let disparity else { continue }
            repeated = CrashDifference(run: alive.run.id, disparity: disparity)
        }
    }

    /// What it comes to.
    var verdict: CrashVerdict {
        if let repeated { return .different(repeated) }
        guard let difference = refused ?? difference else { return .same }
        return excuse.map { .unjudged($0) } ?? .different(difference)
    }
}
