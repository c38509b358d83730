internal import Quantities
internal import Workflows

/// The calls of a phase's turn stay within its policy, those included that an agent makes by itself.
struct RequestBudget: InvariantObserver {
    static let summary =
        "the calls of a phase, an agent's own included, stay within max_attempts, and one more for "
        + "each rejection"

    private struct Turn {
        var calls = 0
        var rejected = 0
        /// The attempt that was rejected last: several validators can reject one.
        var latest: Int32 = 0
    }

    private var turns: [Turn] = []

    mutating func begin(_ places: Int) { turns.refill(places, with: Turn()) }

    mutating func makeRoom(_ places: Int) { turns.grow(places, with: Turn()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        case .phaseStarted: turns[event.place] = Turn()
        case .attemptStarted:
            guard event.place < plan.count, turns[event.place].calls >= limit(event.place, plan)
            else { return nil }
            return "attempt \(source.attempt) of \(source.phaseName) begins after "
                + "\(turns[event.place].calls) calls, at most \(limit(event.place, plan)) are allowed"
        case .attemptSucceeded:
            guard case .attemptSucceeded(_, _, _, _, let usage) = source.kind else { return nil }
            return add(max(1, usage.calls ?? 1), event.place, source, plan)
        case .attemptFailed:
            guard case .attemptFailed(_, _, let failure) = source.kind else { return nil }
            return add(max(1, failure.calls), event.place, source, plan)
        case .validationFailed:
            let attempt = source.attempt
            guard attempt > turns[event.place].latest else { return nil }
            turns[event.place].latest = attempt
            turns[event.place].rejected += 1
        default: break
        }
        return nil
    }

    private func limit(_ place: Int, _ plan: ObservedPlan) -> Int {
        plan.bounds[place].maxAttempts.addingClamped(turns[place].rejected)
    }

    private mutating func add(
        _ calls: Int,
        _ place: Int,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        turns[place].calls = turns[place].calls.addingClamped(calls)
        guard place < plan.count, turns[place].calls > limit(place, plan) else { return nil }
        return "\(source.phaseName) has made \(turns[place].calls) calls with attempt "
            + "\(source.attempt), at most \(limit(place, plan)) are allowed"
    }
}
