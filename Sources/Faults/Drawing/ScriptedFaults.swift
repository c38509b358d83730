package import Workflows

/// A fault that fired, and where: enough to fire it again.
package struct ScriptedFiring: Sendable, Hashable {
    /// The site.
    package let site: Site.Key
    /// The fault's id.
    package let fault: String
    /// How long it asked to wait, where that depended on the calls before; without the others there are other calls.
    package let wait: Duration?

    /// Names a firing.
    package init(site: Site.Key, fault: String, wait: Duration? = nil) {
        self.site = site
        self.fault = fault
        self.wait = wait
    }
}

/// Faults that fire exactly where a script says, and nowhere else.
package struct ScriptedFaults: Interference {
    private var active: ActiveFaults
    private var script: [Site.Key: [String: ScriptedFiring]] = [:]

    /// Faults of which these firings are to happen.
    package init(_ faults: [Fault], script: some Sequence<ScriptedFiring> = []) {
        active = ActiveFaults(faults)
        follow(script)
    }

    /// Takes another script in place of the one before.
    package mutating func follow(_ script: some Sequence<ScriptedFiring>) {
        self.script.removeAll(keepingCapacity: true)
        for firing in script { self.script[firing.site, default: [:]][firing.fault] = firing }
    }

    package var isIdle: Bool { active.faults.isEmpty }

    package var tallies: [String: FaultTally] { active.tallies }

    package mutating func reset() { active.reset() }

    package mutating func continueFrom(_ tallies: [String: FaultTally]) {
        active.continueFrom(tallies)
    }

    package mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        active.enter(plan, as: run)
    }

    package func failpoints(of plan: Int) -> FailpointSet { active.failpoints(of: plan) }

    package mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] {
        let due = script.isEmpty ? nil : script[site.key]
        guard due != nil || active.remembersCalls else { return [] }
        var acted: [FiredFault] = []
        for row in active.rows(at: site.spot, of: plan) where !passage.isDecided {
            let fault = due?[active.faults[row.index].id]
            guard fault != nil || row.remembersCalls else { continue }
            if fault != nil { active.visits[row.index] += 1 }
            let firing =
                row.remembersCalls
                ? active.recall(
                    row,
                    on: &passage,
                    at: site,
                    of: plan,
                    because: fault.map { .scripted(wait: $0.wait) } ?? .passing
                ) : active.act(row, on: &passage, chance: site.chance.named(row.word))
            if let firing { acted.append(firing) }
        }
        return acted
    }

    package var remembersCalls: Bool { active.remembersCalls }
}
