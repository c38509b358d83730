internal import Workflows

/// The faults of a scenario while its runs happen: what became of each, and how they act.
struct ActiveFaults: Sendable {
    let faults: [Fault]
    /// What became of each, but for the visits.
    var counts: [FaultTally]
    /// The visits of each: the one thing that is counted at every call.
    var visits: [Int]
    private var tables: [FaultTable] = []

    /// The chance of what a type draws itself, below that of its firing.
    private static let effect = Chance.Word("effect")

    init(_ faults: [Fault]) {
        self.faults = faults
        counts = Array(repeating: FaultTally(), count: faults.count)
        visits = Array(repeating: 0, count: faults.count)
    }

    var tallies: [String: FaultTally] {
        let all = faults.indices.map { (faults[$0].id, tally(of: $0)) }
        return Dictionary(all) { first, _ in first }
    }

    /// What became of one of them.
    func tally(of index: Int) -> FaultTally {
        var tally = counts[index]
        tally.visits = visits[index]
        return tally
    }

    mutating func reset() {
        for index in visits.indices {
            visits[index] = 0
            // Most of many faults never act.
            if counts[index].firings > 0 || counts[index].overshadowed > 0 {
                counts[index] = FaultTally()
            }
        }
    }

    mutating func continueFrom(_ tallies: [String: FaultTally]) {
        for (index, fault) in faults.enumerated() {
            counts[index] = tallies[fault.id] ?? FaultTally()
            visits[index] = counts[index].visits
        }
    }

    /// The number of the plan's table, which is created if there is none.
    mutating func enter(_ plan: RunPlan) -> Int {
        let known = tables.firstIndex {
            $0.plan.identity == plan.identity && $0.plan.run.name == plan.run.name
        }
        if let known { return known }
        tables.append(FaultTable(faults, for: plan))
        return tables.count - 1
    }

    func rows(at site: Site, of plan: Int) -> [FaultTable.Row] { tables[plan].rows(at: site) }

    func failpoints(of plan: Int) -> FailpointSet { tables[plan].failpoints }

    /// Lets a fault act on what passes its failpoint; `nil` where it changed nothing, so did not fire.
    mutating func act(
        _ row: FaultTable.Row,
        on passage: inout Passage,
        chance: Chance
    ) -> FiredFault? {
        let fault = faults[row.index]
        guard fault.injection.act(on: &passage, chance: chance.named(Self.effect)) else {
            return nil
        }
        counts[row.index].firings += 1
        return FiredFault(id: fault.id, type: fault.injection.type.name)
    }
}
