internal import Workflows

/// What most invariants look at in an event: numbers alone, which refer to nothing.
struct ObservedEvent {
    /// What happened.
    let tag: Event.Kind.Tag
    /// The place of the phase that it concerns; 0 where it concerns none.
    let place: Int
    let sequence: Int
    let time: Duration
}

extension Event.Kind.Tag {
    /// Whether it says nothing of results and attempts.
    var isAside: Bool {
        switch self {
        case .cacheMissed, .cacheEvicted, .revisionRequested, .faultInjected, .patternFound,
            .anomalyFound, .hookEnded:
            true
        default: false
        }
    }

    /// Whether it begins or ends the run.
    var isOfRun: Bool {
        switch self {
        case .runStarted, .runEnded, .runResumed: true
        default: false
        }
    }
}
