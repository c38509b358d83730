import Invariants
import Workflows

/// A result that counts, since this run or since before it was resumed, is not made again unless it was discarded.
enum ReferenceCommittedOnce {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        var committed: Set<PhaseID> = []
        for event in run.events {
            switch event.kind {
            case .phaseCommitted(let phase, _, _), .phaseRestored(let phase, _, _):
                guard committed.insert(phase).inserted else {
                    return ReferenceViolation(event, "\(phase) is committed a second time")
                }
            case .phaseDiscarded(let phase, _): committed.remove(phase)
            case .attemptStarted(let phase, _, _):
                if committed.contains(phase) {
                    return ReferenceViolation(
                        event,
                        "\(phase) is executed although it is committed"
                    )
                }
            default: break
            }
        }
        return nil
    }
}

/// Committed phases are undone in the reverse order of their commits, each once, and only after a failure; once one is
/// undone the run only goes on undoing, whatever process it goes on in.
enum ReferenceCompensationOrder {
    private static let tears = ["torn_write", "bit_flip"]

    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        var commits: [PhaseID: Int] = [:]
        var undone: Set<PhaseID> = []
        var isBeingUndone = false
        var latest = Int.max
        var (hasRolledBack, isTorn) = (false, false)
        for (index, event) in run.events.enumerated() {
            switch event.kind {
            case .runResumed(_, _, _, let cut):
                (commits, latest, hasRolledBack) = ([:], .max, true)
                let isAnew = index > 0 && !run.plan.configuration.hasCheckpoints
                if isAnew || (cut > 0 && !isTorn) { (undone, isBeingUndone) = ([], false) }
                isTorn = false
            case .faultInjected(_, _, _, let effect):
                let isRead = !ReferenceCorruptionClosed.opening(run.events[..<index]).isEmpty
                if ["lost_fsync", "truncated_tail"].contains(effect)
                    || (isRead && tears.contains(effect))
                {
                    (undone, isBeingUndone) = ([], false)
                } else if tears.contains(effect) {
                    isTorn = true
                }
            case .phaseCommitted(let phase, _, _), .phaseRestored(let phase, _, _):
                if undone.contains(phase) {
                    return ReferenceViolation(event, "\(phase) counts again although it is undone")
                }
                commits[phase] = commits.count + 1
            case .attemptStarted(let phase, _, _) where isBeingUndone:
                return ReferenceViolation(
                    event,
                    "\(phase) is executed although the run is being undone"
                )
            case .rolledBack: hasRolledBack = true
            case .compensationStarted(let phase, 1):
                guard hasRolledBack, let commit = commits[phase], commit < latest else {
                    return ReferenceViolation(event, "\(phase) is undone out of order")
                }
                latest = commit
            case .compensated(let phase, _, let failure):
                isBeingUndone = true
                guard failure == nil else { break }
                guard undone.insert(phase).inserted else {
                    return ReferenceViolation(event, "\(phase) is undone a second time")
                }
            default: break
            }
        }
        return nil
    }
}

/// No phase starts before what it needs is committed, degraded or skipped.
enum ReferenceDependencyOrder {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        let needs = Dictionary(
            run.plan.phases.map { phase in
                (phase.id, phase.needs.map { run.plan.phases[$0].id })
            },
            uniquingKeysWith: { first, _ in first }
        )
        var over: Set<PhaseID> = []
        for event in run.events {
            switch event.kind {
            case .phaseSkipped(let phase), .phaseCommitted(let phase, _, _),
                .phaseDegraded(let phase, _, _), .phaseRestored(let phase, _, _):
                over.insert(phase)
            case .phaseDiscarded(let phase, _):
                over.remove(phase)
            case .phaseStarted(let phase), .attemptStarted(let phase, _, _):
                if let missing = needs[phase]?.first(where: { !over.contains($0) }) {
                    return ReferenceViolation(
                        event,
                        "\(phase) starts although \(missing) is not over"
                    )
                }
            default: break
            }
        }
        return nil
    }
}

/// A run begins once, ends once, and its time never goes back.
enum ReferenceOneEnding {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        guard let first = run.events.first, let last = run.events.last else {
            if run.isInterrupted { return nil }
            return ReferenceViolation(run: run.plan.run.id, "the run left no event")
        }
        switch first.kind {
        case .runStarted, .runResumed: break
        default: return ReferenceViolation(first, "the first event is \(first.kindName)")
        }
        let isEnded = if case .runEnded = last.kind { true } else { false }
        guard isEnded || run.isInterrupted else {
            return ReferenceViolation(last, "the last event is \(last.kindName)")
        }
        var previous = first
        for event in run.events.dropFirst() {
            if event.time < previous.time || event.sequence != previous.sequence + 1 {
                return ReferenceViolation(
                    event,
                    "it follows event \(previous.sequence) out of order"
                )
            }
            switch event.kind {
            case .runStarted:
                return ReferenceViolation(event, "the run starts a second time")
            default: break
            }
            if case .runEnded = event.kind, event.sequence != last.sequence {
                return ReferenceViolation(event, "the run goes on after its end")
            }
            previous = event
        }
        return nil
    }
}
