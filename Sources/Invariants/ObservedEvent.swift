internal import Workflows

/// What most invariants look at in an event: numbers alone, which refer to nothing.
struct ObservedEvent {
    /// What happened; after `runResumed`, what only matters for the order of events.
    enum Tag: UInt8, Comparable {
        case phaseStarted, phaseEnded, phaseSkipped, phaseDegraded, phaseCommitted, phaseDiscarded
        case phaseRestored, cacheHit, attemptStarted, attemptSucceeded, attemptFailed
        case retryScheduled, validationFailed, compensationStarted, compensated, rolledBack
        case runStarted, runEnded, runResumed
        case cacheMissed, revisionRequested, faultInjected, patternFound, anomalyFound, hookEnded

        static func < (left: Tag, right: Tag) -> Bool { left.rawValue < right.rawValue }
    }

    let tag: Tag
    /// The place of the phase that it concerns; -1 where that does not matter.
    let place: Int
    let sequence: Int
    let time: Duration
}

extension ObservedEvent.Tag {
    init(_ kind: Event.Kind) {
        self =
            switch kind {
            case .runStarted: .runStarted
            case .runEnded: .runEnded
            case .runResumed: .runResumed
            case .phaseRestored: .phaseRestored
            case .phaseStarted: .phaseStarted
            case .phaseEnded: .phaseEnded
            case .phaseSkipped: .phaseSkipped
            case .phaseDegraded: .phaseDegraded
            case .phaseCommitted: .phaseCommitted
            case .phaseDiscarded: .phaseDiscarded
            case .cacheHit: .cacheHit
            case .cacheMissed: .cacheMissed
            case .attemptStarted: .attemptStarted
            case .attemptSucceeded: .attemptSucceeded
            case .attemptFailed: .attemptFailed
            case .retryScheduled: .retryScheduled
            case .validationFailed: .validationFailed
            case .revisionRequested: .revisionRequested
            case .faultInjected: .faultInjected
            case .patternFound: .patternFound
            case .anomalyFound: .anomalyFound
            case .rolledBack: .rolledBack
            case .compensationStarted: .compensationStarted
            case .compensated: .compensated
            case .hookEnded: .hookEnded
            }
    }

    /// Whether it says nothing of results and attempts.
    var isAside: Bool { self > .runResumed }

    /// Whether it begins or ends the run.
    var isOfRun: Bool { self >= .runStarted && self <= .runResumed }

    /// Whether it concerns a phase as far as invariants look.
    var hasPlace: Bool { self < .rolledBack }
}
