internal import Workflows

extension Event.Kind.Tag {
    /// The invariants that look at events of this kind, but for those that look at all of them.
    ///
    /// A list of constants: what nobody looks at costs nothing.
    @inline(__always)
    var readers: InvariantSet {
        switch self {
        case .runStarted: []
        case .runResumed: [.cacheAccounting, .compensationOrder]
        case .runEnded: [.legalTransitions, .damagedOutputUnused, .deadline, .liveness]
        case .phaseStarted:
            [
                .legalTransitions, .requestBudget, .cacheAccounting, .damagedOutputUnused,
                .dependencyOrder, .attemptBudget,
            ]
        case .phaseEnded: [.legalTransitions, .backoffBounds]
        case .phaseSkipped: [.legalTransitions, .dependencyOrder]
        case .phaseDegraded: [.legalTransitions, .oneKeyOneInput, .dependencyOrder]
        case .phaseRestored:
            [
                .legalTransitions, .oneKeyOneInput, .damagedOutputUnused, .dependencyOrder,
                .committedOnce, .compensationOrder,
            ]
        case .phaseCommitted:
            [
                .legalTransitions, .oneKeyOneInput, .damagedOutputUnused, .cacheAccounting,
                .discardedWorkUnused, .dependencyOrder, .committedOnce, .compensationOrder,
            ]
        case .phaseDiscarded:
            [
                .legalTransitions, .damagedOutputUnused, .discardedWorkUnused, .dependencyOrder,
                .committedOnce,
            ]
        case .cacheHit:
            [.legalTransitions, .damagedOutputUnused, .cacheAccounting, .discardedWorkUnused]
        case .cacheMissed: [.legalTransitions, .cacheAccounting]
        case .cacheEvicted: .cacheAccounting
        case .attemptStarted:
            [
                .legalTransitions, .oneKeyOneInput, .requestBudget, .cacheAccounting,
                .discardedWorkUnused, .bounds, .deadline, .dependencyOrder, .attemptBudget,
                .backoffBounds, .committedOnce, .compensationOrder,
            ]
        case .attemptSucceeded:
            [.legalTransitions, .damagedOutputUnused, .requestBudget, .bounds]
        case .attemptFailed:
            [.legalTransitions, .requestBudget, .bounds, .attemptBudget, .backoffBounds]
        case .retryScheduled: [.legalTransitions, .liveness, .backoffBounds]
        case .validationFailed: [.legalTransitions, .requestBudget, .attemptBudget]
        case .faultInjected: [.damagedOutputUnused, .bounds, .deadline, .liveness]
        case .rolledBack: [.bounds, .compensationOrder]
        case .revisionRequested: .bounds
        case .compensationStarted: [.legalTransitions, .deadline, .compensationOrder]
        case .compensated: [.legalTransitions, .bounds, .liveness, .compensationOrder]
        case .patternFound, .anomalyFound, .hookEnded: []
        }
    }
}
