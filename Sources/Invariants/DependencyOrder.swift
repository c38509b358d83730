internal import Workflows

/// No phase starts before what it needs is committed, degraded or skipped.
struct DependencyOrder: InvariantObserver {
    static let summary = "no phase starts before what it needs is committed, degraded or skipped"

    private var isOver: [Bool] = []

    mutating func begin(_ places: Int) { isOver.refill(places, with: false) }

    mutating func makeRoom(_ places: Int) { isOver.grow(places, with: false) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseSkipped, .phaseCommitted, .phaseDegraded, .phaseRestored:
            isOver[event.place] = true
        case .phaseDiscarded:
            isOver[event.place] = false
        case .phaseStarted, .attemptStarted:
            guard event.place < plan.count else { return nil }
            for index in plan.bounds[event.place].needs where !isOver[plan.needs[index]] {
                let missing = plan.phases[plan.needs[index]].id
                return "\(source.phaseName) starts although \(missing) is not over"
            }
        default: break
        }
        return nil
    }
}
