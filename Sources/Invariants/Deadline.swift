internal import Quantities
internal import Workflows

/// Nothing but undoing starts at a run's deadline, and the run ends there.
///
/// On a real clock a run needs some time to end; there only what starts is looked at.
struct Deadline: InvariantObserver {
    static let summary =
        "no call but one that undoes starts at a run's deadline or after it, and the run ends there"

    private var isBeingUndone = false
    private let isExact: Bool

    init(isExact: Bool = true) {
        self.isExact = isExact
    }

    mutating func begin(_ places: Int) { isBeingUndone = false }

    mutating func makeRoom(_ places: Int) {}

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        guard let deadline = plan.runTimeout else { return nil }
        switch event.tag {
        case .compensationStarted: isBeingUndone = true
        case .attemptStarted:
            guard event.time >= deadline else { return nil }
            return "attempt \(source.attempt) of \(source.phaseName) starts at "
                + "\(DurationText.text(event.time)), the deadline is \(DurationText.text(deadline))"
        case .runEnded:
            guard isExact, event.time > deadline, !isBeingUndone else { return nil }
            return "the run ends at \(DurationText.text(event.time)), the deadline is "
                + DurationText.text(deadline)
        default: break
        }
        return nil
    }
}
