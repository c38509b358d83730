internal import Workflows

extension Event.Kind.Tag {
    /// The invariants that look at events of this kind, but for those that look at all of them.
    ///
    /// A list of constants: what nobody looks at costs nothing.
    @inline(__always)
    var readers: InvariantSet {
        switch self {
        case .runStarted: []
        case .runResumed: .cacheAccounting
        case .runEnded: [.legalTransitions, .damagedOutputUnused, .deadline, .liveness]
        case .phaseStarted:
            [.legalTransitions, .requestBudget, .cacheAccounting, .damagedOutputUnused]
        case .phaseEnded, .phaseSkipped: .legalTransitions
        case .phaseDegraded: [.legalTransitions, .oneKeyOneInput]
        case .phaseRestored: [.legalTransitions, .oneKeyOneInput, .damagedOutputUnused]
        case .phaseCommitted:
            [
                .legalTransitions, .oneKeyOneInput, .damagedOutputUnused, .cacheAccounting,
                .discardedWorkUnused,
            ]
        case .phaseDiscarded: [.legalTransitions, .damagedOutputUnused, .discardedWorkUnused]
        case .cacheHit:
            [.legalTransitions, .damagedOutputUnused, .cacheAccounting, .discardedWorkUnused]
        case .cacheMissed: [.legalTransitions, .cacheAccounting]
        case .cacheEvicted: .cacheAccounting
        case .attemptStarted:
            [
                .legalTransitions, .oneKeyOneInput, .requestBudget, .cacheAccounting,
                .discardedWorkUnused, .bounds, .deadline,
            ]
        case .attemptSucceeded:
            [.legalTransitions, .damagedOutputUnused, .requestBudget, .bounds]
        case .attemptFailed: [.legalTransitions, .requestBudget, .bounds]
        case .retryScheduled: [.legalTransitions, .liveness]
        case .validationFailed: [.legalTransitions, .requestBudget]
        case .faultInjected: [.damagedOutputUnused, .liveness]
        case .rolledBack, .revisionRequested: .bounds
        case .compensationStarted: [.legalTransitions, .deadline]
        case .compensated: [.legalTransitions, .liveness]
        case .patternFound, .anomalyFound, .hookEnded: []
        }
    }
}
