internal import Workflows

// What is compared once a run is over.
extension RunInvariants {
    /// Compares what reports will say of the run, and what its host saw besides.
    mutating func compare(_ trace: RunTrace, _ record: RunRecord) {
        guard let plan else { return }
        if open.contains(.reportIsFold), let message = Self.objection(to: trace, record, plan) {
            close(.reportIsFold, trace.events.last?.sequence ?? 0, message)
        }
        if open.contains(.cacheAccounting), let finding = CacheUse.finding(in: trace, plan) {
            close(.cacheAccounting, finding.sequence, finding.message)
        }
        if open.contains(.bounds), let finding = ContextBounds.finding(in: trace, plan) {
            close(.bounds, finding.sequence, finding.message)
        }
    }

    /// What is wrong with a report: step by step, for a `??` would copy all of it.
    private static func objection(
        to trace: RunTrace,
        _ record: RunRecord,
        _ plan: ObservedPlan
    ) -> String? {
        if let message = ReportIsFold.objection(to: trace, plan) { return message }
        if let message = ReportFold.objection(to: record, trace.events) { return message }
        return EffectFigures.objection(to: trace.effects, trace.ledger.acts)
    }

    /// Takes up what the run's agents did to the world, once all its events are noted.
    mutating func note(_ effects: [EffectEntry], owed: [PhaseID: [AgentEffect]]) {
        guard open.contains(.effectsOnce), let plan,
            let finding = effectsOnce.finding(in: effects, owed: owed, plan)
        else { return }
        close(.effectsOnce, finding.sequence, finding.message)
    }

    mutating func end(isInterrupted: Bool) {
        guard open.contains(.oneEnding),
            let finding = oneEnding.end(isInterrupted: isInterrupted)
        else { return }
        close(.oneEnding, finding.sequence, finding.message)
    }
}
