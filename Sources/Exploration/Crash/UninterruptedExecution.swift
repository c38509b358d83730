internal import Suites
internal import Workflows

/// A scenario as it is executed where nothing dies: what every other execution of it is held against.
struct UninterruptedExecution: Sendable {
    /// One run of a batch.
    struct Run: Sendable {
        let id: String
        let ending: RunEnding
        let firings: FiringCounts
        /// What happened, without what it was about.
        let events: [Mark]
    }

    /// An event as a boundary.
    struct Mark: Sendable {
        let tag: Event.Kind.Tag
        let phase: PhaseID?
    }

    /// A batch: which run of the scenario it is of, and what came of it.
    struct Batch: Sendable {
        let place: Int
        let runs: [Run]
    }

    private(set) var batches: [Batch] = []
    /// The outputs that are not the same each time, by the run's id: found by executing it twice.
    private(set) var unstable: [String: Set<PhaseID>] = [:]

    mutating func take(_ batch: ExecutedBatch) {
        batches.append(
            Batch(
                place: batch.run,
                runs: batch.runs.map { run in
                    Run(
                        id: run.plan.run.id,
                        ending: RunEnding(run.trace),
                        firings: FiringCounts(run.trace.events),
                        events: run.trace.events.map { Mark(tag: $0.tag, phase: $0.phase) }
                    )
                }
            )
        )
    }

    /// Learns from another execution which outputs are not the same each time; says of which run even the ending is not.
    mutating func learn(from other: UninterruptedExecution) -> [String: String] {
        var restless: [String: String] = [:]
        for (batch, again) in zip(batches, other.batches) {
            for (run, twin) in zip(batch.runs, again.runs) {
                let (mine, theirs) = (run.ending.record.committed, twin.ending.record.committed)
                let differing = mine.keys.filter { theirs[$0] != nil && theirs[$0] != mine[$0] }
                if !differing.isEmpty { unstable[run.id] = Set(differing) }
                if let disparity = twin.ending.disparity(
                    from: run.ending,
                    ignoring: Set(differing)
                ) {
                    restless[run.id] =
                        "it ends otherwise by itself: executed again, "
                        + disparity.message.replacing("uninterrupted", with: "the first time")
                }
            }
        }
        return restless
    }
}

/// How often each fault fired where.
struct FiringCounts: Sendable, Equatable {
    private struct Place: Hashable, Comparable {
        let fault: String
        let phase: String
        let attempt: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.fault, left.phase, left.attempt) < (right.fault, right.phase, right.attempt)
        }
    }

    private var counts: [Place: Int] = [:]

    /// Counts what fired, by events.
    init(_ events: some Sequence<Event>) {
        for event in events where event.tag == .faultInjected {
            guard case .faultInjected(let phase, let attempt, let fault, _) = event.kind else {
                continue
            }
            let place = Place(fault: fault, phase: phase?.name ?? "", attempt: attempt ?? 0)
            counts[place, default: 0] += 1
        }
    }

    /// The first fault that fired otherwise.
    func fault(differingFrom other: FiringCounts) -> String? {
        Set(counts.keys).union(other.counts.keys).sorted()
            .first { counts[$0] != other.counts[$0] }?.fault
    }
}
