internal import Workflows

/// A result that counts, since this run or since before it was resumed, is not made again unless it was discarded.
struct CommittedOnce: InvariantObserver {
    static let summary = "a committed or restored result is not made again unless it was discarded"

    private var isCommitted: [Bool] = []

    mutating func begin(_ places: Int) { isCommitted.refill(places, with: false) }

    mutating func makeRoom(_ places: Int) { isCommitted.grow(places, with: false) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseCommitted, .phaseRestored:
            if isCommitted[event.place] {
                return "\(source.phaseName) is committed a second time"
            }
            isCommitted[event.place] = true
        case .phaseDiscarded: isCommitted[event.place] = false
        case .attemptStarted:
            if isCommitted[event.place] {
                return "\(source.phaseName) is executed although it is committed"
            }
        default: break
        }
        return nil
    }
}
