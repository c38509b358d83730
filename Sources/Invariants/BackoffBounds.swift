internal import Quantities
internal import Workflows

/// A delay is at least what the failure asked for, at most what the policy allows, and is waited in full.
struct BackoffBounds: InvariantObserver {
    static let summary =
        "a retry waits as long as announced: at least Retry-After, else at most the longest interval"

    /// What the latest failure of a phase asked for, and when its next attempt is due.
    private struct Wait {
        var asked: Duration?
        var due: Duration?
    }

    private var waits: [Wait] = []

    mutating func begin(_ places: Int) { waits.refill(places, with: Wait()) }

    mutating func makeRoom(_ places: Int) { waits.grow(places, with: Wait()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .attemptFailed:
            guard case .attemptFailed(_, _, let failure) = source.kind else { return nil }
            waits[event.place].asked = failure.retryAfter
        case .retryScheduled:
            guard case .retryScheduled(_, _, let delay, _) = source.kind else { return nil }
            waits[event.place].due = event.time + delay
            return objection(to: delay, event.place, source, plan)
        case .attemptStarted:
            guard let due = waits[event.place].due else { return nil }
            waits[event.place].due = nil
            if event.time < due {
                return "\(source.phaseName) is tried again before its delay is over"
            }
        case .phaseEnded: waits[event.place].due = nil
        default: break
        }
        return nil
    }

    private func objection(
        to delay: Duration,
        _ place: Int,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        if let least = waits[place].asked {
            guard delay < least else { return nil }
            return "\(source.phaseName) waits \(DurationText.text(delay)), asked to wait "
                + DurationText.text(least)
        }
        guard place < plan.count, delay > plan.bounds[place].longestDelay else { return nil }
        return "\(source.phaseName) waits \(DurationText.text(delay)), at most "
            + "\(DurationText.text(plan.bounds[place].longestDelay)) is allowed"
    }
}
