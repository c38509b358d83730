internal import Workflows

// What is compared once a run is over.
extension RunInvariants {
    /// Compares what reports will say of the run, and what its host saw besides.
    mutating func compare(_ trace: RunTrace, _ record: RunRecord) {
        guard let plan else { return }
        if open.contains(.reportIsFold),
            let message = ReportIsFold.objection(to: trace, plan)
                ?? ReportFold.objection(to: record, trace.events)
                ?? EffectFigures.objection(to: trace.effects, trace.ledger.acts)
        {
            close(.reportIsFold, trace.events.last?.sequence ?? 0, message)
        }
        if open.contains(.cacheAccounting), let finding = CacheUse.finding(in: trace, plan) {
            close(.cacheAccounting, finding.sequence, finding.message)
        }
        if open.contains(.bounds), let finding = ContextBounds.finding(in: trace, plan) {
            close(.bounds, finding.sequence, finding.message)
        }
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
