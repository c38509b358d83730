internal import Workflows

/// What rests on a discarded result is no result.
///
/// A result that the cache gives back although it was discarded is found where its commits are known: `CommitLedger`.
struct DiscardedWorkUnused: InvariantObserver {
    static let summary =
        "what was discarded is in no later input, commit, cache hit or restored state"

    private struct Phase {
        /// How often its result was discarded.
        var discards = 0
        /// How often the results had been that its present work was given.
        var given = 0
    }

    private var phases: [Phase] = []

    mutating func begin(_ places: Int) { phases.refill(places, with: Phase()) }

    mutating func makeRoom(_ places: Int) { phases.grow(places, with: Phase()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseDiscarded: phases[event.place].discards += 1
        case .attemptStarted, .cacheHit:
            phases[event.place].given = discards(ofInputsOf: event.place, plan)
        case .phaseCommitted:
            guard phases[event.place].given != discards(ofInputsOf: event.place, plan) else {
                return nil
            }
            return "\(source.phaseName) is committed although an input of it was discarded "
                + "since its work began"
        default: break
        }
        return nil
    }

    @inline(__always)
    private func discards(ofInputsOf place: Int, _ plan: ObservedPlan) -> Int {
        guard place < plan.count else { return 0 }
        var sum = 0
        for index in plan.bounds[place].inputs { sum += phases[plan.inputs[index]].discards }
        return sum
    }
}
