// The budgets of a run and of its phases: usage counts when a call ends. At a limit no further call starts, and calls at
// work end as at a deadline. Undoing is not bounded.
extension RunMachine {
    /// Counts a call of a phase that has ended.
    mutating func spend(_ usage: Usage, calls: Int, of index: Int) {
        if spentOfPhases.isEmpty {
            spentOfPhases = Array(repeating: SpentUsage(), count: planned.count)
        }
        spent.add(usage, calls: calls)
        spentOfPhases[index].add(usage, calls: calls)
    }

    /// Why the usage so far fails the phase whose call has ended.
    func excess(of index: Int, _ cause: OperationFailure? = nil) -> OperationFailure? {
        let words =
            spent.excess(over: budget).map { "the run's budget of \($0)" }
            ?? spent(by: index).excess(over: ownBudget(of: index)).map {
                "the phase's budget of \($0)"
            }
        return words.map { Self.failure($0, after: cause) }
    }

    /// Why no further call of a phase may start.
    func exhaustedBudget(of index: Int, _ cause: OperationFailure? = nil) -> OperationFailure? {
        let words =
            spent.exhaustion(of: budget).map { "the run's budget of \($0)" }
            ?? spent(by: index).exhaustion(of: ownBudget(of: index)).map {
                "the phase's budget of \($0)"
            }
        return words.map { Self.failure($0, after: cause) }
    }

    /// Ends the calls at work where the run's budget is used up: each of their phases takes its way out.
    mutating func endCallsAtLimit(_ step: inout MachineOutput) {
        guard isBudgeted, let words = spent.exhaustion(of: budget) else { return }
        for index in phases.indices where phases[index].state == .running {
            guard stopping == nil, status == nil else { return }
            let failure = Self.failure("the run's budget of \(words)", after: nil)
            callOff(index, as: failure, &step)
            exhausted(index, failure, &step)
        }
    }

    /// Counts what a resumed run used before.
    mutating func restoreSpending(_ events: [Event]) {
        guard isBudgeted else { return }
        for event in events {
            switch event.kind {
            case .attemptSucceeded(let phase, _, _, _, let usage):
                guard let index = plan.place(of: phase) else { continue }
                spend(usage, calls: usage.calls ?? 1, of: index)
            case .attemptFailed(let phase, _, let failure):
                guard let index = plan.place(of: phase) else { continue }
                spend(failure.usage, calls: failure.calls, of: index)
            default: break
            }
        }
    }

    private func spent(by index: Int) -> SpentUsage {
        spentOfPhases.isEmpty ? SpentUsage() : spentOfPhases[index]
    }

    private func ownBudget(of index: Int) -> UsageBudget { planned[index].configuration.budget }

    private static func failure(_ words: String, after cause: OperationFailure?) -> OperationFailure
    {
        let before = cause.map { "; the last call failed with \($0.kind): \($0.message)" } ?? ""
        return OperationFailure(kind: .budget, message: words + before, isRetryable: false)
    }
}

// What faults lower.
extension RunMachine {
    /// What there is of each resource.
    package var resources: ResourcePassage {
        ResourcePassage(
            permits: slots,
            tokens: budget.tokens ?? .max,
            costMicros: budget.costMicros ?? .max
        )
    }

    /// Lowers what there is from now on; agents at work finish.
    package mutating func lower(to resources: ResourcePassage) {
        if resources.tokens < budget.tokens ?? .max { budget.tokens = resources.tokens }
        if resources.costMicros < budget.costMicros ?? .max {
            budget.costMicros = resources.costMicros
        }
        if resources.permits < slots { limitSlots(to: resources.permits) }
    }
}
