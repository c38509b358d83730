internal import Workflows

/// The faults of a scenario while its runs happen: what became of each, and how they act.
struct ActiveFaults: Sendable {
    let faults: [Fault]
    /// What each injects, and what is said of it where it fires: looking into the whole declaration for them would cost
    /// more than the firing.
    private let injections: [any Injection]
    private let named: [FiredFault]
    /// What became of each, but for the visits.
    var counts: [FaultTally]
    /// The visits of each: the one thing that is counted at every call.
    var visits: [Int]
    private var tables: [FaultTable] = []
    /// What those remember that remember calls.
    private var memories: [Int: CallMemory] = [:]
    /// Whether any does.
    let remembersCalls: Bool

    /// The chance of what a type draws itself, below that of its firing.
    private static let effect = Chance.Word("effect")

    init(_ faults: [Fault]) {
        self.faults = faults
        injections = faults.map(\.injection)
        named = faults.map { FiredFault(id: $0.id, type: $0.injection.type.name) }
        counts = Array(repeating: FaultTally(), count: faults.count)
        visits = Array(repeating: 0, count: faults.count)
        remembersCalls = faults.contains { $0.injection.remembersCalls }
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
        if !memories.isEmpty { memories.removeAll() }
        for index in visits.indices {
            visits[index] = 0
            // Most of many faults never act.
            if counts[index].firings > 0 || counts[index].overshadowed > 0 {
                counts[index] = FaultTally()
            }
        }
    }

    mutating func continueFrom(_ tallies: [String: FaultTally]) {
        memories.removeAll()
        for (index, fault) in faults.enumerated() {
            counts[index] = tallies[fault.id] ?? FaultTally()
            visits[index] = counts[index].visits
        }
    }

    /// The number of the plan's table, which is created if there is none.
    mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        let known = tables.firstIndex {
            $0.plan.identity == plan.identity && $0.plan.run.name == plan.run.name
                && $0.lineage == run
        }
        if let known { return known }
        tables.append(FaultTable(faults, for: plan, as: run))
        return tables.count - 1
    }

    func rows(at spot: Spot, of plan: Int) -> ArraySlice<FaultTable.Row> {
        tables[plan].rows(at: spot)
    }

    /// Whether no fault's selectors and draws choose a visit; then it is counted. What counts firings, and what remembers
    /// calls, is asked elsewhere.
    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool {
        guard !remembersCalls else { return false }
        return tables[plan].letsBy(spot, countedBy: &visits)
    }

    func failpoints(of plan: Int) -> FailpointSet { tables[plan].failpoints }

    /// Lets a fault act on what passes its failpoint; `nil` where it changed nothing, so did not fire.
    mutating func act(
        _ row: FaultTable.Row,
        on passage: inout Passage,
        chance: Chance
    ) -> FiredFault? {
        guard injections[row.index].act(on: &passage, chance: chance.named(Self.effect)) else {
            return nil
        }
        counts[row.index].firings += 1
        return named[row.index]
    }

    /// The same for a fault that remembers calls.
    mutating func recall(
        _ row: FaultTable.Row,
        on passage: inout Passage,
        at site: Site,
        of plan: Int,
        because cause: RememberedCall.Cause
    ) -> FiredFault? {
        guard case .call(var call) = passage else { return nil }
        let agent = tables[plan].agent(at: site)
        let visit = RememberedCall(site: site, agent: agent, cause: cause)
        let fires = injections[row.index]
            .apply(to: &call, visit, &memories[row.index, default: .init()])
        passage = .call(call)
        guard fires else { return nil }
        counts[row.index].firings += 1
        return named[row.index]
    }

    /// Lets a fault act again that acted elsewhere on the same: what it did there lasts.
    mutating func react(
        _ fault: String,
        on passage: inout Passage,
        at site: Site,
        isCounted: Bool
    ) {
        guard
            let index = faults.firstIndex(where: {
                $0.id == fault && $0.failpoint == site.failpoint
            })
        else { return }
        let chance = site.chance.named(Chance.Word(fault)).named(Self.effect)
        let acted = injections[index].act(on: &passage, chance: chance)
        guard acted, isCounted else { return }
        visits[index] += 1
        counts[index].firings += 1
    }

    /// Whether a fault that remembers calls would act on one that another decided: it is asked, and remembers nothing.
    func wouldAct(_ row: FaultTable.Row, at site: Site, of plan: Int) -> Bool {
        var call = AgentCall()
        var memory = memories[row.index] ?? CallMemory()
        let agent = tables[plan].agent(at: site)
        let visit = RememberedCall(site: site, agent: agent, cause: .chosen)
        return injections[row.index].apply(to: &call, visit, &memory)
    }

    /// Takes up how many tokens a call used that was admitted before.
    mutating func note(tokens: Int, at site: Site) {
        for index in memories.keys {
            memories[index]?.note(tokens, of: site.key, at: site.startedAt + site.time)
        }
    }
}
