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
    /// The place of the phase that it concerns; 0 where that does not matter.
    let place: Int
    let sequence: Int
    let time: Duration
}

extension Event {
    /// What happened, to which phase and to which result, as far as invariants look: all at once, because each look at a
    /// kind copies it.
    var observed: (tag: ObservedEvent.Tag, phase: PhaseID?, output: Digest?, inputs: Digest?) {
        switch kind {
        case .runStarted: (.runStarted, nil, nil, nil)
        case .runEnded: (.runEnded, nil, nil, nil)
        case .runResumed: (.runResumed, nil, nil, nil)
        case .phaseRestored(let phase, let output, _): (.phaseRestored, phase, output, nil)
        case .phaseStarted(let phase): (.phaseStarted, phase, nil, nil)
        case .phaseEnded(let phase, _): (.phaseEnded, phase, nil, nil)
        case .phaseSkipped(let phase): (.phaseSkipped, phase, nil, nil)
        case .phaseDegraded(let phase, let output, _): (.phaseDegraded, phase, output, nil)
        case .phaseCommitted(let phase, let output, let inputs):
            (.phaseCommitted, phase, output, inputs)
        case .phaseDiscarded(let phase, _): (.phaseDiscarded, phase, nil, nil)
        case .cacheHit(let phase, let output, let inputs): (.cacheHit, phase, output, inputs)
        case .cacheMissed: (.cacheMissed, nil, nil, nil)
        case .attemptStarted(let phase, _, _): (.attemptStarted, phase, nil, nil)
        case .attemptSucceeded(let phase, _, let output, _): (.attemptSucceeded, phase, output, nil)
        case .attemptFailed(let phase, _, _): (.attemptFailed, phase, nil, nil)
        case .retryScheduled(let phase, _, _, _): (.retryScheduled, phase, nil, nil)
        case .validationFailed(let phase, _, _): (.validationFailed, phase, nil, nil)
        case .revisionRequested: (.revisionRequested, nil, nil, nil)
        case .faultInjected: (.faultInjected, nil, nil, nil)
        case .patternFound: (.patternFound, nil, nil, nil)
        case .anomalyFound: (.anomalyFound, nil, nil, nil)
        case .rolledBack: (.rolledBack, nil, nil, nil)
        case .compensationStarted(let phase, _): (.compensationStarted, phase, nil, nil)
        case .compensated(let phase, _, _): (.compensated, phase, nil, nil)
        case .hookEnded: (.hookEnded, nil, nil, nil)
        }
    }
}

extension ObservedEvent.Tag {
    /// Whether it says nothing of results and attempts.
    var isAside: Bool { self > .runResumed }

    /// Whether it begins or ends the run.
    var isOfRun: Bool { self >= .runStarted && self <= .runResumed }
}
