internal import Quantities
internal import Workflows

/// What the settings limit of a run keeps within it: tokens, cost and requests, of the run and of each phase.
///
/// It counts by itself, apart from the machine. A run that goes on after its process died counts what the results used that
/// it restores: what else was used may not have been recorded.
struct UsageBounds {
    /// What calls used that have ended.
    struct Spent: Equatable {
        private(set) var tokens = 0
        private(set) var costMicros = 0
        private(set) var requests = 0

        /// Counts a call, and those that the agent made by itself; what is too large for a number stays the largest.
        mutating func add(_ usage: Usage, calls: Int) {
            tokens = tokens.addingClamped(max(0, usage.tokens ?? 0))
            costMicros = costMicros.addingClamped(max(0, usage.costMicros ?? 0))
            requests = requests.addingClamped(max(1, calls))
        }

        /// Counts what was used before.
        mutating func add(_ other: Spent) {
            tokens = tokens.addingClamped(other.tokens)
            costMicros = costMicros.addingClamped(other.costMicros)
            requests = requests.addingClamped(other.requests)
        }

        /// The first limit that it has met, or passed, in words.
        fileprivate func words(_ budget: UsageBudget, where breaks: (Int, Int) -> Bool) -> String? {
            if let most = budget.tokens, breaks(tokens, most) {
                return "\(tokens) tokens are used, at most \(most) are allowed"
            }
            if let most = budget.costMicros, breaks(costMicros, most) {
                return "\(CostText.text(costMicros)) is spent, at most \(CostText.text(most)) is "
                    + "allowed"
            }
            if let most = budget.requests, breaks(requests, most) {
                return "\(requests) requests are made, at most \(most) are allowed"
            }
            return nil
        }
    }

    private var whole = Spent()
    private var phases: [Spent] = []
    /// What each phase had used when it was committed last; what an execution used that this one goes on from.
    private(set) var settled: [Spent] = []
    /// What faults left of the run's budget; without limit before.
    private var left = ResourcePassage()

    /// A run begins that has limits; `earlier` is what the execution had settled that it resumes.
    mutating func begin(_ places: Int, after earlier: [Spent] = []) {
        whole = Spent()
        left = ResourcePassage()
        phases.refill(places, with: Spent())
        if earlier.count == places {
            settled = earlier
        } else {
            settled.refill(places, with: Spent())
        }
    }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        guard event.place < plan.count else { return nil }
        switch event.tag {
        case .attemptStarted: return objection(toStartOf: event.place, source, plan)
        case .attemptSucceeded:
            guard case .attemptSucceeded(_, _, _, _, let usage) = source.kind else { return nil }
            spend(usage, calls: usage.calls ?? 1, event.place)
            return objection(event.place, plan, where: >).map {
                "attempt \(source.attempt) of \(source.phaseName) succeeds although \($0)"
            }
        case .attemptFailed:
            guard case .attemptFailed(_, _, let failure) = source.kind else { return nil }
            spend(failure.usage, calls: failure.calls, event.place)
        case .phaseCommitted: settled[event.place] = phases[event.place]
        case .phaseRestored:
            whole.add(settled[event.place])
            phases[event.place].add(settled[event.place])
        case .runResumed:
            whole = Spent()
            phases.refill(plan.count, with: Spent())
        default: break
        }
        return nil
    }

    /// A fault took from the disk what was durable: what others left of the run's resources may be forgotten.
    mutating func lose() { left = ResourcePassage() }

    /// A fault lowered what the run's calls may use.
    mutating func lower(to limits: ResourcePassage) { left.lower(to: limits) }

    /// What the run's calls may use by now.
    private func budget(_ plan: ObservedPlan) -> UsageBudget {
        var budget = plan.budget
        if left.tokens < budget.tokens ?? .max { budget.tokens = left.tokens }
        if left.costMicros < budget.costMicros ?? .max { budget.costMicros = left.costMicros }
        return budget
    }

    private mutating func spend(_ usage: Usage, calls: Int, _ place: Int) {
        whole.add(usage, calls: calls)
        phases[place].add(usage, calls: calls)
    }

    /// What is wrong with a call that begins: something is used up, or is left out without a limit that asks for it.
    private func objection(
        toStartOf place: Int,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        objection(place, plan, where: >=).map {
            "attempt \(source.attempt) of \(source.phaseName) starts although \($0)"
        }
    }

    private func objection(
        _ place: Int,
        _ plan: ObservedPlan,
        where breaks: (_ used: Int, _ most: Int) -> Bool
    ) -> String? {
        whole.words(budget(plan), where: breaks)
            ?? phases[place].words(plan.phases[place].configuration.budget, where: breaks)
            .map { $0 + " for the phase" }
    }
}
