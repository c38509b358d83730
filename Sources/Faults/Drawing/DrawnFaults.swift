package import Workflows

/// Faults that fire where their selectors and their own draws say so.
package struct DrawnFaults: Interference {
    private var active: ActiveFaults
    /// What fired where, since it was last taken out; `nil` where nobody asks.
    private var fired: [ScriptedFiring]?
    /// What is drawn once in a run, of the faults that draw so, by their places.
    private var runDraws: [Int: RunDraws] = [:]

    /// The faults of a scenario; with `recordsFirings` it can be said later what fired where.
    package init(_ faults: [Fault], recordsFirings: Bool = false) {
        active = ActiveFaults(faults)
        fired = recordsFirings ? [] : nil
        for (index, fault) in faults.enumerated() { runDraws[index] = RunDraws(fault) }
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

    package mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        active.enter(plan, as: run)
    }

    package func failpoints(of plan: Int) -> FailpointSet { active.failpoints(of: plan) }

    package mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool {
        active.letsBy(spot, of: plan)
    }

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
        let spot = site.spot
        for row in active.rows(at: spot, of: plan) {
            let isChosen = isChosen(row, at: site, spot)
            guard isChosen || row.remembersCalls else { continue }
            if let decided {
                let isInTheWay =
                    isChosen && (!row.remembersCalls || active.wouldAct(row, at: site, of: plan))
                if isInTheWay { active.overshadow(row.index, by: decided) }
                continue
            }
            let firing =
                row.remembersCalls
                ? active.recall(
                    row,
                    on: &passage,
                    at: site,
                    of: plan,
                    because: isChosen ? .chosen : .passing
                ) : active.act(row, on: &passage, chance: site.chance.named(row.word))
            if passage.isDecided { decided = row.index }
            guard let firing else { continue }
            if row.counts { active.noteBurst(row.index, at: site) }
            acted.append(firing)
            if fired != nil { noteFiring(of: row, passage, at: site) }
        }
        return acted
    }

    package var remembersCalls: Bool { active.remembersCalls }

    package mutating func note(tokens: Int, at site: Site, of plan: Int) {
        active.note(tokens: tokens, at: site)
    }

    package mutating func revisit(_ site: Site, of plan: Int, fired: Set<String>) {
        let spot = site.spot
        for row in active.rows(at: spot, of: plan) where row.isCovered && row.matches(spot) {
            if row.needsSite, !isMet(row, at: site) { continue }
            active.visits[row.index] += 1
            guard fired.contains(active.faults[row.index].id) else { continue }
            active.counts[row.index].firings += 1
            if row.counts { active.noteBurst(row.index, at: site) }
        }
    }

    package mutating func react(
        _ fault: String,
        on passage: inout Passage,
        at site: Site,
        isCounted: Bool
    ) {
        active.react(fault, on: &passage, at: site, isCounted: isCounted)
    }

    /// Whether the selectors and the fault's own draw choose a visit, which is counted.
    @inline(__always)
    private mutating func isChosen(_ row: FaultTable.Row, at site: Site, _ spot: Spot) -> Bool {
        guard row.isCovered, row.matches(spot) else { return false }
        if row.needsSite { return isChosenAtSite(row, at: site, spot) }
        active.visits[row.index] += 1
        guard row.draws(spot) else { return false }
        return !row.counts || isCounted(row.index, at: site)
    }

    /// The same for a fault that acts at one exact site, or of which something is drawn once in a run.
    private mutating func isChosenAtSite(
        _ row: FaultTable.Row,
        at site: Site,
        _ spot: Spot
    ) -> Bool {
        guard isMet(row, at: site) else { return false }
        active.visits[row.index] += 1
        let fires = drawn(row, at: site).fires ?? row.draws(spot)
        return fires && (!row.counts || isCounted(row.index, at: site))
    }

    /// Whether a visit is at the exact site of such a fault, and in its drawn window.
    private mutating func isMet(_ row: FaultTable.Row, at site: Site) -> Bool {
        if let exact = active.faults[row.index].selector.site, exact != site.key { return false }
        return drawn(row, at: site).window?.contains(site.time) ?? true
    }

    private mutating func drawn(_ row: FaultTable.Row, at site: Site) -> RunDraws.Drawn {
        runDraws[row.index]?.drawn(at: site) ?? RunDraws.Drawn(window: nil, fires: nil)
    }

    private mutating func noteFiring(
        of row: FaultTable.Row,
        _ passage: Passage,
        at site: Site
    ) {
        var wait: Duration?
        if row.remembersCalls, case .call(let call) = passage,
            case .failure(let failure) = call.ending
        {
            wait = failure.retryAfter
        }
        let id = active.faults[row.index].id
        fired?.append(ScriptedFiring(site: site.key, fault: id, wait: wait))
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
