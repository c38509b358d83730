import Invariants
import Workflows

/// A record that a fault damaged is refused, or cut as a torn tail; no phase is restored from it.
enum ReferenceCorruptionClosed {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        var committed: Set<PhaseID> = []
        var damaged: Set<PhaseID> = []
        for (index, event) in run.events.enumerated() {
            switch event.kind {
            case .phaseCommitted(let phase, _, _): committed.insert(phase)
            case .faultInjected(let phase?, _, _, "torn_write"),
                .faultInjected(let phase?, _, _, "bit_flip"):
                if !isOpening(run.events[..<index]), !committed.contains(phase) {
                    damaged.insert(phase)
                }
            default: break
            }
            if let fault = unanswered(run.events[..<index]), !isSaid(event) {
                guard case .runEnded(.failed, let error?) = event.kind,
                    error.failure.kind == "journal"
                else {
                    return ReferenceViolation(
                        event,
                        "the journal that \(fault) damaged is read as if it was whole"
                    )
                }
            }
            if case .phaseRestored(let phase, _, _) = event.kind, damaged.contains(phase),
                !committed.contains(phase)
            {
                return ReferenceViolation(
                    event,
                    "\(phase) is restored from a record that was damaged"
                )
            }
            if case .phaseRestored(let phase, _, _) = event.kind { committed.insert(phase) }
        }
        return nil
    }

    /// What only says that the run goes on, and which faults acted on that.
    private static func isSaid(_ event: Event) -> Bool {
        switch event.kind {
        case .runResumed, .faultInjected: true
        default: false
        }
    }

    /// The latest events that only say so, from the latest resume on.
    static func opening(_ events: ArraySlice<Event>) -> ArraySlice<Event> {
        let resumed = events.lastIndex {
            if case .runResumed = $0.kind { true } else { false }
        }
        guard let resumed, events[resumed...].allSatisfy(isSaid) else { return [] }
        return events[resumed...]
    }

    private static func isOpening(_ events: ArraySlice<Event>) -> Bool { !opening(events).isEmpty }

    /// The latest fault that damaged what was read, where nothing was cut for it.
    private static func unanswered(_ events: ArraySlice<Event>) -> String? {
        let opening = opening(events)
        guard case .runResumed(_, _, _, let cut)? = opening.first?.kind else { return nil }
        var latest: String?
        for case .faultInjected(_, _, let fault, let effect) in opening.map(\.kind) {
            switch effect {
            case "truncated_tail", "bit_flip": if cut == 0 { latest = fault }
            case "old_version": latest = fault
            default: break
            }
        }
        return latest
    }
}

extension ObservedRun {
    /// The run as its processes saw it: each that died by a fault left the rest to the next.
    var lives: [ObservedRun] {
        var lives: [[Event]] = [[]]
        for event in events {
            if case .runResumed = event.kind, lives != [[]] { lives.append([]) }
            lives[lives.count - 1].append(event)
        }
        return lives.map {
            ObservedRun(plan: plan, events: $0, isInterrupted: isInterrupted, batch: batch)
        }
    }
}
