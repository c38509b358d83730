internal import Quantities
internal import Workflows

/// Nothing but undoing starts at a run's deadline, and the run ends there.
///
/// On a real clock a run needs some time to end; there only what starts is looked at.
struct Deadline: InvariantObserver {
    static let summary =
        "no call but one that undoes starts at a run's deadline or after it, and the run ends there"

    /// The types that hold a process, its disk or its timers up.
    private static let delays: Set<String> = ["pause", "slow", "delivered_late", "timer_late"]

    private var isBeingUndone = false
    /// Whether a fault stopped the process, or made the disk or a timer late: where the process sleeps over the deadline the
    /// run ends when it wakes, and where its last record is on its way, when that has arrived.
    private var wasHeldUp = false
    private let isExact: Bool

    init(isExact: Bool = true) {
        self.isExact = isExact
    }

    mutating func begin(_ places: Int) {
        isBeingUndone = false
        wasHeldUp = false
    }

    /// The run goes on after its process died: it has lost the time that it was held up.
    mutating func beginLife() { isBeingUndone = false }

    mutating func makeRoom(_ places: Int) {}

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        guard let deadline = plan.runTimeout else { return nil }
        switch event.tag {
        case .compensationStarted: isBeingUndone = true
        case .faultInjected:
            guard case .faultInjected(_, _, _, let effect) = source.kind else { break }
            wasHeldUp = wasHeldUp || Self.delays.contains(effect)
        case .attemptStarted:
            guard event.time >= deadline else { return nil }
            return "attempt \(source.attempt) of \(source.phaseName) starts at "
                + "\(DurationText.text(event.time)), the deadline is \(DurationText.text(deadline))"
        case .runEnded:
            guard isExact, event.time > deadline, !isBeingUndone, !wasHeldUp else {
                return nil
            }
            return "the run ends at \(DurationText.text(event.time)), the deadline is "
                + DurationText.text(deadline)
        default: break
        }
        return nil
    }
}
