internal import Workflows

/// Each effect of a result that counts was applied exactly once, and nothing was taken back that was not applied.
///
/// The ledger is the world's: no event says what an agent did. Events say which results count, and which of them an agent
/// gave in this run.
struct EffectsOnce: InvariantObserver {
    static let summary =
        "each effect of a result that counts is applied once, and none is undone more often than applied"

    private struct Phase {
        /// Whether an agent's answer is the latest that the phase has.
        var isMade = false
        /// The number of the event that committed it; 0 where its result does not count.
        var commit = 0
    }

    private var phases: [Phase] = []
    private var latest = 0

    mutating func begin(_ places: Int) {
        phases.refill(places, with: Phase())
        latest = 0
    }

    mutating func makeRoom(_ places: Int) { phases.grow(places, with: Phase()) }

    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        latest = event.sequence
        switch event.tag {
        case .runResumed:
            // What counts of earlier lives is restored, or does not count.
            for place in phases.indices { phases[place] = Phase() }
        case .attemptSucceeded: phases[event.place].isMade = true
        case .phaseCommitted: phases[event.place].commit = event.sequence
        case .phaseRestored, .phaseDiscarded, .cacheHit, .phaseDegraded, .compensationStarted:
            // What is being undone counts no more, however that ends.
            phases[event.place] = Phase()
        case .phaseEnded:
            guard case .phaseEnded(_, let ending) = source.kind, !ending.counts else { break }
            phases[event.place] = Phase()
        default: break
        }
        return nil
    }

    /// What is wrong with the ledger of a run that is over; `owed` says what each phase's agent is declared to do.
    func finding(
        in effects: [EffectEntry],
        owed: [PhaseID: [AgentEffect]],
        _ plan: ObservedPlan
    ) -> (sequence: Int, message: String)? {
        if let breach = effects.breach() {
            let commit = plan.place(of: breach.phase).map { phases[$0].commit } ?? 0
            return (commit > 0 ? commit : latest, breach.message)
        }
        for (place, phase) in phases.enumerated() where phase.isMade && phase.commit > 0 {
            guard place < plan.count else { continue }
            let id = plan.phases[place].id
            for (number, effect) in (owed[id] ?? []).enumerated() {
                let isDone = effects.contains {
                    $0.phase == id && $0.name == effect.name && $0.place == number && !$0.isLost
                }
                if !isDone { return (phase.commit, "\(effect.name) of \(id) was not applied") }
            }
        }
        return nil
    }
}
