internal import Workflows

/// Committed phases are undone in the reverse order of their commits, each once, and only after a failure. Once one is
/// undone the run only goes on undoing, whatever process it goes on in.
struct CompensationOrder: InvariantObserver {
    static let summary =
        "committed phases are undone once, after a failure, the latest commit first, and nothing else is done then"

    private struct Phase {
        /// The number of its latest commit; 0 where there is none.
        var commit = 0
        var isUndone = false
    }

    private var phases: [Phase] = []
    /// How many phases were committed.
    private var committed = 0
    /// The commit that was undone last.
    private var latest = Int.max
    private var hasRolledBack = false
    /// Whether it is durable that the run is being undone: an undoing has ended.
    private var isBeingUndone = false

    mutating func begin(_ places: Int) {
        phases.refill(places, with: Phase())
        committed = 0
        latest = .max
        hasRolledBack = false
        isBeingUndone = false
    }

    /// The run goes on after its process died: what is undone stays so.
    mutating func beginLife() {
        for place in phases.indices { phases[place].commit = 0 }
        committed = 0
        latest = .max
        hasRolledBack = false
    }

    /// Whoever resumes the run may not know that it is being undone.
    mutating func lose() {
        isBeingUndone = false
        for place in phases.indices { phases[place].isUndone = false }
    }

    mutating func makeRoom(_ places: Int) { phases.grow(places, with: Phase()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseCommitted, .phaseRestored:
            if phases[event.place].isUndone {
                return "\(source.phaseName) counts again although it is undone"
            }
            let isNew = phases[event.place].commit == 0
            phases[event.place].commit = committed + 1
            if isNew { committed += 1 }
        // A life begins, which may resume in the middle of a rollback.
        case .runResumed: hasRolledBack = true
        case .rolledBack: hasRolledBack = true
        case .compensationStarted:
            guard case .compensationStarted(_, 1) = source.kind else { break }
            let commit = phases[event.place].commit
            guard hasRolledBack, commit > 0, commit < latest else {
                return "\(source.phaseName) is undone out of order"
            }
            latest = commit
        case .attemptStarted:
            guard isBeingUndone else { break }
            return "\(source.phaseName) is executed although the run is being undone"
        case .compensated:
            isBeingUndone = true
            guard case .compensated(_, _, nil) = source.kind else { break }
            if phases[event.place].isUndone {
                return "\(source.phaseName) is undone a second time"
            }
            phases[event.place].isUndone = true
        default: break
        }
        return nil
    }
}
