package import Faults
package import Invariants
package import Scenarios
package import Workflows

/// Holds the runs of a scenario against its invariants, batch after batch.
package struct ScenarioInvariants {
    private let scenario: Scenario
    private var observers: InvariantObservers
    private var accounting = FaultAccounting()
    private let isAccounted: Bool

    /// The invariants that a scenario is judged by, in which these faults can act besides its own.
    package init(_ scenario: Scenario, besides others: [Fault] = []) {
        self.scenario = scenario
        isAccounted =
            scenario.invariants.contains(.faultAccounting) && !scenario.faults.isEmpty
        let limits = (scenario.faults.map(\.fault) + others).compactMap { fault in
            fault.limits.map { (fault.id, $0) }
        }
        observers = InvariantObservers(
            scenario.invariants,
            isVirtual: scenario.isVirtual,
            lowering: Dictionary(limits) { first, _ in first }
        )
    }

    /// The first violation of each invariant, in the order in which they were found.
    package var violations: [(invariant: Invariant, violation: InvariantViolation)] {
        observers.violations
    }

    /// The first violation of an invariant.
    func violation(of invariant: Invariant) -> InvariantViolation? {
        violations.first { $0.invariant == invariant }?.violation
    }

    /// Takes up the next batch, with what its events amount to.
    package mutating func take(_ batch: ExecutedBatch, _ records: [RunRecord]) {
        guard !scenario.invariants.isEmpty else { return }
        // By their places: what happened in a run is much to copy.
        for slot in batch.runs.indices {
            take(slot, batch.runs[slot], records[slot], of: scenario.runs[batch.run])
        }
        observers.endBatch()
    }

    private mutating func take(
        _ slot: Int,
        _ run: ExecutedRun,
        _ record: RunRecord,
        of declared: ScenarioRun
    ) {
        let owed = declared.owedEffects(run.plan)
        let hasEffects = !run.trace.effects.isEmpty || !owed.isEmpty
        observers.begin(slot, run.plan, hasEffects: hasEffects)
        observers.note(slot, run.trace.events[...])
        if hasEffects { observers.note(slot, run.trace.effects, owed: owed) }
        observers.end(
            slot,
            isInterrupted: run.trace.hasDied,
            trace: run.trace,
            record: record
        )
        if isAccounted { accounting.note(run.plan.run, run.trace.events, run.trace.status) }
    }

    /// What nothing accounts for of the scenario's own faults, once all runs are over.
    func unaccounted(
        in faults: [FaultResult],
        _ tallies: [String: FaultTally]
    ) -> InvariantViolation? {
        guard scenario.invariants.contains(.faultAccounting) else { return nil }
        return accounting.violation(
            in: faults.map { fault in
                let hasFired = fault.fired > 0
                return AccountedFault(
                    id: fault.id,
                    firings: tallies[fault.id]?.firings ?? 0,
                    account: hasFired == (fault.outcome != .neverFired)
                        ? (hasFired ? fault.outcome.rawValue : fault.reason) : nil
                )
            }
        )
    }
}
