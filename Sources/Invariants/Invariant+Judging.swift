internal import Workflows

extension Invariant {
    /// The first violation in the runs of a scenario, which share a cache; `nil` where it holds.
    package func violation(in runs: [ObservedRun]) -> InvariantViolation? {
        var observers = InvariantObservers([self])
        var slot = 0
        for (number, run) in runs.enumerated() {
            let hasEffects = !run.effects.isEmpty || !run.owed.isEmpty
            observers.begin(slot, run.plan, hasEffects: hasEffects)
            observers.note(slot, run.events[...])
            if hasEffects { observers.note(slot, run.effects, owed: run.owed) }
            observers.end(slot, isInterrupted: run.isInterrupted, trace: run.trace)
            slot += 1
            if number + 1 < runs.count, runs[number + 1].isBeside(run) { continue }
            observers.endBatch()
            if let found = observers.violations.first { return found.violation }
            slot = 0
        }
        return nil
    }
}

extension ObservedRun {
    /// Whether two runs were in progress at the same time.
    fileprivate func isBeside(_ other: ObservedRun) -> Bool {
        batch == other.batch && plan.run.name == other.plan.run.name
    }
}
