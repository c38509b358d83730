internal import Workflows

/// What the times in a run's events amount to.
struct RunTimes {
    /// How long each phase ran, its retries and the waits between them included.
    private(set) var phases: [PhaseID: Duration] = [:]
    /// When something failed for the first time.
    private(set) var firstFailure: Duration?
    private var started: [PhaseID: Duration] = [:]

    /// The times of these events.
    init(_ events: some Sequence<Event>) {
        for event in events { add(event) }
    }

    mutating func add(_ event: Event) {
        switch event.kind {
        case .phaseStarted(let phase):
            started[phase] = event.time
        case .phaseEnded(let phase, _):
            guard let start = started.removeValue(forKey: phase) else { return }
            phases[phase, default: .zero] += event.time - start
        case .attemptFailed, .rolledBack:
            firstFailure = firstFailure ?? event.time
        default: break
        }
    }
}

extension RunRecord {
    /// The time from a failure to its end: of a run that goes on after another's, or starts anew, all of its time; of one
    /// in which something failed itself, the time since; of any other all, which is what starting anew takes.
    func recoveryTime(_ times: RunTimes, followsFailure: Bool) -> Duration {
        guard !followsFailure, let failure = times.firstFailure else { return duration }
        return duration - failure
    }
}

extension RunStatus {
    /// Whether a run that ended so left something to recover from.
    var leavesWork: Bool { self != .succeeded && self != .degraded }
}
