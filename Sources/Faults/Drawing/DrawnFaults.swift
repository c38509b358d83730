package import Workflows

/// Faults that fire where their selectors and their own draws say so.
package struct DrawnFaults: Interference {
    private var active: ActiveFaults
    /// What fired where, since it was last taken out; `nil` where nobody asks.
    private var fired: [ScriptedFiring]?

    /// The faults of a scenario; with `recordsFirings` it can be said later what fired where.
    package init(_ faults: [Fault], recordsFirings: Bool = false) {
        active = ActiveFaults(faults)
        fired = recordsFirings ? [] : nil
    }

    package var isIdle: Bool { active.faults.isEmpty }

    package var tallies: [String: FaultTally] { active.tallies }

    package mutating func reset() {
        active.reset()
        if fired != nil { fired = [] }
    }

    package mutating func continueFrom(_ tallies: [String: FaultTally]) {
        active.continueFrom(tallies)
    }

    package mutating func enter(_ plan: RunPlan) -> Int { active.enter(plan) }

    package func failpoints(of plan: Int) -> FailpointSet { active.failpoints(of: plan) }

    package mutating func takeFirings() -> [ScriptedFiring] {
        defer { if fired != nil { fired = [] } }
        return fired ?? []
    }

    package mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] {
        var acted: [FiredFault] = []
        var decided: Int?
        for row in active.rows(at: site, of: plan) {
            guard row.matches(site) else { continue }
            active.visits[row.index] += 1
            let chance = site.chance.named(row.word)
            guard row.isCertain || chance.isBelow(row.threshold) else { continue }
            guard !row.counts || isCounted(row.index, at: site) else { continue }
            if let decided {
                active.overshadow(row.index, by: decided)
                continue
            }
            guard let firing = active.act(row, on: &passage, chance: chance) else { continue }
            if row.counts { active.noteBurst(row.index, at: site) }
            acted.append(firing)
            fired?.append(ScriptedFiring(site: site.key, fault: active.faults[row.index].id))
            if passage.isDecided { decided = row.index }
        }
        return acted
    }

    /// What selectors say that count over the scenario.
    private func isCounted(_ index: Int, at site: Site) -> Bool {
        let selector = active.faults[index].selector
        let tally = active.tally(of: index)
        if let nth = selector.nth, tally.visits != nth { return false }
        if let after = selector.after, tally.visits <= after { return false }
        if let every = selector.every, every > 0,
            (tally.visits - (selector.after ?? 0)) % every != 0
        {
            return false
        }
        if let times = selector.times, tally.firings >= times { return false }
        guard let burst = selector.burst, tally.burst >= burst.size, let end = tally.burstEnd
        else { return true }
        let isSameRun = end.run == site.run.name && end.repetition == site.run.repetition
        return !isSameRun || site.time - end.time >= burst.gap
    }
}

extension ActiveFaults {
    /// Another decided the end of what this one would have acted on.
    fileprivate mutating func overshadow(_ index: Int, by other: Int) {
        counts[index].overshadowed += 1
        counts[index].shadows.insert(faults[other].id)
    }

    /// Counts the firings of a burst: after `size` of them a new one begins.
    fileprivate mutating func noteBurst(_ index: Int, at site: Site) {
        guard let burst = faults[index].selector.burst else { return }
        if counts[index].burst >= burst.size { counts[index].burst = 0 }
        counts[index].burst += 1
        counts[index].burstEnd = FaultTally.BurstEnd(
            run: site.run.name,
            repetition: site.run.repetition,
            time: site.time
        )
    }
}
