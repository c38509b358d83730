/// What disturbs runs. A host asks it at each failpoint, in every world; what acts is drawn, or follows a script.
package protocol Interference: Sendable {
    /// Whether nothing can ever act.
    var isIdle: Bool { get }
    /// What became of each fault so far, by its id.
    var tallies: [String: FaultTally] { get }
    /// Takes up a plan whose runs pass failpoints under the name of the run that they resume, first of the row; gives the
    /// number by which they say so.
    mutating func enter(_ plan: RunPlan, as run: String) -> Int
    /// Where something can act in the runs of the plan with this number: a host asks nowhere else.
    func failpoints(of plan: Int) -> FailpointSet
    /// Whether nothing acts on what passes at a spot; then its visit is counted, and it need not pass. Where that is not
    /// easy to say something may.
    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool
    /// Lets something pass the failpoint of a site; says what acted on it, in that order.
    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault]
    /// Whether what acts depends on earlier calls: then the host reports what each used, and when.
    var remembersCalls: Bool { get }
    /// Takes up how many tokens the call of a site used, which nobody knew when it began.
    mutating func note(tokens: Int, at site: Site, of plan: Int)
    /// Takes up that something passed a site in another process of the same scenario, and the ids of what acted there.
    mutating func revisit(_ site: Site, of plan: Int, fired: Set<String>)
    /// Has a fault act on something as it did in another process of the same scenario: what it did there lasts. It is
    /// counted where it is not yet.
    mutating func react(
        _ fault: String,
        on passage: inout Passage,
        at site: Site,
        isCounted: Bool
    )
    /// Forgets what happened; what was worked out of plans is kept.
    mutating func reset()
    /// Replaces its own tallies by those of other processes of the same scenario.
    mutating func continueFrom(_ tallies: [String: FaultTally])
}

extension Interference {
    package mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool { false }

    package var remembersCalls: Bool { false }

    package mutating func note(tokens: Int, at site: Site, of plan: Int) {}

    package mutating func revisit(_ site: Site, of plan: Int, fired: Set<String>) {}

    package mutating func react(
        _ fault: String,
        on passage: inout Passage,
        at site: Site,
        isCounted: Bool
    ) {}

    /// Takes up a plan whose runs resume none.
    package mutating func enter(_ plan: RunPlan) -> Int { enter(plan, as: plan.run.name) }

    /// Lets a call pass `agent.call`; says what acted on it, in that order.
    package mutating func pass(
        _ call: inout AgentCall,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] {
        var passage = Passage.call(call)
        let fired = pass(&passage, at: site, of: plan)
        // What fired before can still act on it.
        if case .call(let changed) = passage { call = changed }
        return fired
    }
}

/// Worlds that nothing disturbs.
package struct NoInterference: Interference {
    /// Disturbs nothing.
    package init() {}

    package var isIdle: Bool { true }
    package var tallies: [String: FaultTally] { [:] }
    package mutating func enter(_ plan: RunPlan, as run: String) -> Int { 0 }
    package func failpoints(of plan: Int) -> FailpointSet { [] }
    package mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] { [] }
    package mutating func reset() {}
    package mutating func continueFrom(_ tallies: [String: FaultTally]) {}
}
