/// What was decided before an execution ended and is still to be acted upon: it binds whoever resumes the run.
package struct PendingDecisions: Sendable {
    /// The phases that have no attempt left and whose way out was not taken, the earliest first.
    package var exhausted: [RunDecision.Exhaustion] = []
    /// The phases whose undoing was given up.
    package var abandoned: Set<PhaseID> = []
    /// The committed phases whose hook after them is not known to have ended.
    package var unsettled: Set<PhaseID> = []
    /// The phases whose results were discarded: the cache is passed over when they are executed again.
    package var discarded: Set<PhaseID> = []
    /// Those of them that were committed again.
    private var remade: Set<PhaseID> = []
    /// How often the work of each phase was discarded.
    package var discards: [PhaseID: Int] = [:]
    /// The highest number of an attempt to undo each phase.
    package var undoings: [PhaseID: Int] = [:]

    /// Takes up what no event says.
    mutating func add(_ decision: RunDecision) {
        switch decision {
        case .exhausted(let exhaustion):
            // Whoever resumes the run records it again: it keeps its place, because the first failure ends the run.
            if let known = exhausted.firstIndex(where: { $0.phase == exhaustion.phase }) {
                exhausted[known] = exhaustion
            } else {
                exhausted.append(exhaustion)
            }
        case .abandoned(let phase): abandoned.insert(phase)
        case .awaitsHookAfter(let phase): unsettled.insert(phase)
        }
    }

    /// Takes up what an event says of decisions.
    mutating func add(_ kind: Event.Kind) {
        switch kind {
        // The turn of a phase says nothing: whoever resumes the run says it before the decision is recorded again.
        case .phaseDegraded(let phase, _, _), .rolledBack(let phase, _, _, _):
            exhausted.removeAll { $0.phase == phase }
        case .phaseCommitted(let phase, _, _):
            if discarded.remove(phase) != nil { remade.insert(phase) }
        case .hookEnded(let phase, .after, _): unsettled.remove(phase)
        case .hookEnded(let phase, .onFailure, _):
            for index in exhausted.indices where exhausted[index].phase == phase {
                exhausted[index].awaitsHook = false
            }
        case .phaseDiscarded(let phase, _), .phaseEnded(let phase, .discarded):
            exhausted.removeAll { $0.phase == phase }
            unsettled.remove(phase)
            remade.remove(phase)
            discarded.insert(phase)
            discards[phase, default: 0] += 1
        case .phaseEnded(let phase, let ending) where !ending.counts:
            // A commit that was on its way to the journal does not count after all.
            unsettled.remove(phase)
            if remade.remove(phase) != nil { discarded.insert(phase) }
        case .compensationStarted(let phase, let attempt):
            undoings[phase] = max(undoings[phase] ?? 0, attempt)
        case .runEnded: exhausted.removeAll()
        default: break
        }
    }

    /// Undoing is over: what was given up in it is of no consequence any more.
    mutating func endUndoing() { abandoned.removeAll() }
}
