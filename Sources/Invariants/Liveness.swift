internal import Quantities
internal import Workflows

/// Every run comes to its end: none hangs, and after the last fault it ends within what its timeouts, delays and attempts
/// amount to.
///
/// On a real clock what stands between calls takes time that nothing bounds: there only hangs are looked at.
struct Liveness: InvariantObserver {
    static let summary =
        "no run hangs; after its last fault a run ends within its timeouts and delays, times the "
        + "attempts left"

    /// When the last fault acted.
    private var latest = Duration.zero
    /// What failures asked to wait, over what the policy waits by itself.
    private var asked = Duration.zero
    private let isExact: Bool

    init(isExact: Bool = true) {
        self.isExact = isExact
    }

    mutating func begin(_ places: Int) {
        latest = .zero
        asked = .zero
    }

    mutating func makeRoom(_ places: Int) {}

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .faultInjected: latest = event.time
        case .retryScheduled: noteDelay(event.place, source, plan)
        case .compensated:
            guard case .compensated(_, _, let failure?) = source.kind,
                let wait = failure.retryAfter
            else { return nil }
            // A wait is spread by as much as itself at most.
            asked = min(asked + min(wait, .longest / 4) * 2, .longest)
        case .runEnded: return objection(to: event, source, plan)
        default: break
        }
        return nil
    }

    private mutating func noteDelay(_ place: Int, _ source: EventSource, _ plan: ObservedPlan) {
        guard case .retryScheduled(_, _, let delay, _) = source.kind, place < plan.count,
            delay > plan.bounds[place].longestDelay
        else { return }
        asked = min(asked + delay, .longest)
    }

    private func objection(
        to event: ObservedEvent,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        guard case .runEnded(_, let error) = source.kind else { return nil }
        if error?.failure.kind == EngineFailure.hang.rawValue {
            let phase = error?.phase.map { " of \($0)" } ?? ""
            return "the run hangs: a call\(phase) never ended, and no timeout bounds it"
        }
        guard isExact, let most = plan.longestRest else { return nil }
        let limit = min(most + asked, .longest)
        guard event.time - latest > limit else { return nil }
        return "the run ends \(DurationText.text(event.time - latest)) after the last fault, at "
            + "most \(DurationText.text(limit)) is left by then"
    }
}
