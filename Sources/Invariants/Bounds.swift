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
    /// How many rollbacks nothing came back of yet that was done because of them: a process that dies then may have
    /// forgotten them.
    private var fresh = 0
    /// Whether a fault took from the disk what was durable: of what was counted nobody may know any more.
    private var isForgetful = false
    /// The first phase that was called because of it.
    private var firstCalled: Int?
    /// What faults left of the run's resources; without limit before.
    private(set) var left = ResourcePassage()

    mutating func begin(_ places: Int) {
        working = 0
        rollbacks = 0
        fresh = 0
        isForgetful = false
        firstCalled = nil
        left = ResourcePassage()
    }

    /// The run goes on after its process died: no agent is at work, and rollbacks that nothing followed are decided anew.
    mutating func beginLife() {
        working = 0
        rollbacks -= fresh
        fresh = 0
        if isForgetful { forget() }
    }

    /// A fault took from the disk what was durable.
    mutating func lose() {
        isForgetful = true
        forget()
    }

    private mutating func forget() {
        rollbacks = 0
        fresh = 0
        left = ResourcePassage()
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
            if fresh > 0, firstCalled == nil { firstCalled = event.place }
            let slots = min(plan.slots, left.permits)
            guard working > slots else { return nil }
            return "attempt \(source.attempt) of \(source.phaseName) makes \(working) agents at "
                + "work, at most \(slots) may be"
        case .attemptSucceeded, .attemptFailed:
            working -= 1
            if firstCalled == event.place, !source.isCancelled { fresh = 0 }
        case .compensated: fresh = 0
        // What a call meets it meets once what led to it is durable.
        case .faultInjected:
            if source.attempt > 0, firstCalled == event.place { fresh = 0 }
        case .rolledBack:
            rollbacks += 1
            fresh += 1
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

extension EventSource {
    /// Whether it says that an attempt was cancelled: nothing came back of it, and what led to it may not be recorded.
    fileprivate var isCancelled: Bool {
        if case .attemptFailed(_, _, let failure) = kind {
            failure.kind == EngineFailure.cancelled.rawValue
        } else {
            false
        }
    }
}
