internal import Workflows

/// Every look-up has one answer, and only phases with a cache look anything up.
///
/// What was kept is judged by `CacheUse` when the run is over.
struct CacheAccounting: InvariantObserver {
    static let summary =
        "every look-up is one hit or one miss; the cache keeps what was committed, within its limits, "
        + "and nothing else"

    private struct Phase {
        var turns = 0
        var hasAnswer = false
        var isCommitted = false
    }

    private var phases: [Phase] = []
    /// An earlier execution may have decided that a phase is executed whatever the cache has.
    private var isResumed = false

    mutating func begin(_ places: Int) {
        phases.refill(places, with: Phase())
        isResumed = false
    }

    mutating func makeRoom(_ places: Int) { phases.grow(places, with: Phase()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseStarted:
            phases[event.place].turns += 1
            phases[event.place].hasAnswer = false
        case .cacheHit, .cacheMissed: return answered(event.place, source, plan)
        case .attemptStarted:
            guard event.place < plan.count, plan.bounds[event.place].isCached,
                !phases[event.place].hasAnswer, phases[event.place].turns == 1, !isResumed
            else { return nil }
            return "\(source.phaseName) is executed and the cache was not asked"
        case .phaseCommitted: phases[event.place].isCommitted = true
        case .cacheEvicted:
            guard !phases[event.place].isCommitted else { return nil }
            return "results go for one of \(source.phaseName), which is not committed"
        case .runResumed: isResumed = true
        default: break
        }
        return nil
    }

    private mutating func answered(
        _ place: Int,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        if place < plan.count, !plan.bounds[place].isCached {
            return "\(source.phaseName) has no cache and looks something up"
        }
        if phases[place].hasAnswer {
            return "a look-up of \(source.phaseName) has a second answer"
        }
        phases[place].hasAnswer = true
        return nil
    }
}
