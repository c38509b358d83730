internal import Workflows

/// No phase is tried more often than its policy allows, and non-retryable failures are tried once.
struct AttemptBudget: InvariantObserver {
    static let summary =
        "attempts stay within max_attempts and max_revisions; non-retryable failures are not retried"

    /// What a phase's present turn had.
    private struct Turn {
        var number = 0
        var failures = 0
        /// How many different attempts were rejected.
        var rejected = 0
        /// The highest number of a rejected attempt.
        var highest = 0
        var isFinal = false
    }

    private struct Rejection: Equatable {
        let place: Int
        let turn: Int
        let attempt: Int
    }

    private var turns: [Turn] = []
    private var rejections: [Rejection] = []

    mutating func begin(_ places: Int) {
        turns.refill(places, with: Turn())
        rejections.removeAll(keepingCapacity: true)
    }

    mutating func makeRoom(_ places: Int) { turns.grow(places, with: Turn()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        switch event.tag {
        // Each turn of a phase has a fresh budget.
        case .phaseStarted:
            turns[event.place] = Turn(number: turns[event.place].number + 1)
        case .attemptStarted:
            return objection(to: event.place, source, plan)
        case .attemptFailed:
            guard case .attemptFailed(_, _, let failure) = source.kind else { return nil }
            turns[event.place].failures += max(1, failure.calls)
            if event.place < plan.count, !plan.policies[event.place].permitsRetry(of: failure) {
                turns[event.place].isFinal = true
            }
        case .validationFailed:
            if case .validationFailed(_, let attempt, _) = source.kind, attempt > 0 {
                reject(attempt, event.place)
            }
        default: break
        }
        return nil
    }

    private func objection(to place: Int, _ source: EventSource, _ plan: ObservedPlan) -> String? {
        guard place < plan.count else { return nil }
        let bounds = plan.bounds[place]
        let turn = turns[place]
        if turn.isFinal { return "\(source.phaseName) retries a non-retryable failure" }
        guard turn.failures >= bounds.maxAttempts || turn.rejected > bounds.maxRevisions else {
            return nil
        }
        return "\(source.phaseName) is tried again after \(turn.failures) failures and "
            + "\(turn.rejected) rejections"
    }

    /// Several validators can reject one attempt, which counts once.
    private mutating func reject(_ attempt: Int, _ place: Int) {
        let turn = turns[place]
        let rejection = Rejection(place: place, turn: turn.number, attempt: attempt)
        if attempt <= turn.highest, rejections.contains(rejection) { return }
        rejections.append(rejection)
        turns[place].rejected += 1
        turns[place].highest = max(turn.highest, attempt)
    }
}
