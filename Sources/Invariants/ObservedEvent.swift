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

/// An event where it lies in its array: few invariants look at what it carries, and a copy costs more than they do.
///
/// It is good until the call that hands it on is over.
struct EventSource {
    private let event: UnsafePointer<Event>

    init(_ event: UnsafePointer<Event>) {
        self.event = event
    }

    var tag: Event.Kind.Tag { event.pointee.tag }
    var place: Int { Int(event.pointee.place) }
    var sequence: Int { event.pointee.sequence }
    var time: Duration { event.pointee.time }
    /// The number of the attempt that it concerns; 0 where it concerns none.
    var attempt: Int32 { event.pointee.attemptNumber }
    /// How often the work of the phase had been discarded that is called; -1 where that is not known.
    var discards: Int32 { event.pointee.discards }
    var kind: Event.Kind { event.pointee.kind }
    var kindName: String { event.pointee.kindName }
    var phase: PhaseID? { event.pointee.phase }
    /// The name of the phase that it concerns.
    var phaseName: String { phase?.name ?? "" }
}

extension Duration {
    /// `<` without a call: every event is compared.
    @inline(__always)
    func isBelow(_ other: Duration) -> Bool { attoseconds < other.attoseconds }
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
