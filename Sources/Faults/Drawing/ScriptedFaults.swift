package import Workflows

/// A fault that fired, and where: enough to fire it again.
package struct ScriptedFiring: Sendable, Hashable {
    /// The site.
    package let site: Site.Key
    /// The fault's id.
    package let fault: String

    /// Names a firing.
    package init(site: Site.Key, fault: String) {
        self.site = site
        self.fault = fault
    }
}

/// Faults that fire exactly where a script says, and nowhere else.
package struct ScriptedFaults: Interference {
    private var active: ActiveFaults
    private var script: [Site.Key: Set<String>] = [:]

    /// Faults of which these firings are to happen.
    package init(_ faults: [Fault], script: some Sequence<ScriptedFiring> = []) {
        active = ActiveFaults(faults)
        follow(script)
    }

    /// Takes another script in place of the one before.
    package mutating func follow(_ script: some Sequence<ScriptedFiring>) {
        self.script.removeAll(keepingCapacity: true)
        for firing in script { self.script[firing.site, default: []].insert(firing.fault) }
    }

    package var isIdle: Bool { active.faults.isEmpty }

    package var tallies: [String: FaultTally] { active.tallies }

    package mutating func reset() { active.reset() }

    package mutating func continueFrom(_ tallies: [String: FaultTally]) {
        active.continueFrom(tallies)
    }

    package mutating func enter(_ plan: RunPlan) -> Int { active.enter(plan) }

    package func failpoints(of plan: Int) -> FailpointSet { active.failpoints(of: plan) }

    package mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] {
        guard !script.isEmpty, let due = script[site.key] else { return [] }
        var acted: [FiredFault] = []
        for row in active.rows(at: site, of: plan) where !passage.isDecided {
            guard due.contains(active.faults[row.index].id) else { continue }
            active.visits[row.index] += 1
            let chance = site.chance.named(row.word)
            if let firing = active.act(row, on: &passage, chance: chance) { acted.append(firing) }
        }
        return acted
    }
}
