internal import Workflows

/// What has a limit keeps within it: agents at work, rollbacks, revisions.
///
/// Where a fault lowered what there is, that counts from then on. What calls use is counted by `UsageBounds`, what
/// agents are given is weighed by `ContextBounds`, both only where it has
/// a limit.
struct Bounds: InvariantObserver {
    static let summary =
        "tokens, cost, requests, context, history, agents at work, rollbacks and revisions stay within "
        + "their limits"

    private var working = 0
    private var rollbacks = 0
    /// Whether nothing came back yet of what was done because of the latest rollback: a process that dies then may have
    /// forgotten it.
    private var isRollbackFresh = false
    /// The first phase that was called because of it.
    private var firstCalled: Int?
    /// What faults left of the run's resources; without limit before.
    private(set) var left = ResourcePassage()

    mutating func begin(_ places: Int) {
        working = 0
        rollbacks = 0
        isRollbackFresh = false
        firstCalled = nil
        left = ResourcePassage()
    }

    /// The run goes on after its process died: no agent is at work, and a rollback that nothing followed is decided anew.
    mutating func beginLife() {
        working = 0
        if isRollbackFresh { rollbacks -= 1 }
        isRollbackFresh = false
    }

    /// A fault lowered what there is; those at work finish.
    mutating func lower(to limits: ResourcePassage) { left.lower(to: limits) }

    mutating func makeRoom(_ places: Int) {}

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .attemptStarted:
            working += 1
            if isRollbackFresh, firstCalled == nil { firstCalled = event.place }
            let slots = min(plan.slots, left.permits)
            guard working > slots else { return nil }
            return "attempt \(source.attempt) of \(source.phaseName) makes \(working) agents at "
                + "work, at most \(slots) may be"
        case .attemptSucceeded, .attemptFailed:
            working -= 1
            if firstCalled == event.place { isRollbackFresh = false }
        case .compensated: isRollbackFresh = false
        // What a call meets it meets once what led to it is durable.
        case .faultInjected:
            if source.attempt > 0, firstCalled == event.place { isRollbackFresh = false }
        case .rolledBack:
            rollbacks += 1
            isRollbackFresh = true
            firstCalled = nil
            guard rollbacks > plan.maxRollbacks else { return nil }
            return "the run rolls back \(rollbacks) times because of \(source.phaseName), at most "
                + "\(plan.maxRollbacks) are allowed"
        case .revisionRequested:
            guard case .revisionRequested(_, _, let revision, _) = source.kind,
                event.place < plan.count,
                let most = plan.phases[event.place].configuration.onRejected?.max, revision > most
            else { return nil }
            return "\(source.phaseName) sends work back \(revision) times, at most \(most) are "
                + "allowed"
        default: break
        }
        return nil
    }
}
