internal import Faults
internal import Workflows

/// A scenario's own faults, and those that exploring adds, which act where a log says.
///
/// Where one of the scenario's own decides what passes, another has nothing left to act on.
struct ExploringFaults: Interference {
    private var own: DrawnFaults
    private let hasOwn: Bool
    private let log: FiringLog

    /// The faults of a scenario with those of a log.
    init(_ own: [Fault], _ log: FiringLog) {
        self.own = DrawnFaults(own)
        hasOwn = !own.isEmpty
        self.log = log
    }

    var isIdle: Bool { !hasOwn && log.targets.isEmpty && !log.recordsVisits }

    var tallies: [String: FaultTally] { own.tallies }

    mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        hasOwn ? own.enter(plan, as: run) : 0
    }

    func failpoints(of plan: Int) -> FailpointSet {
        if log.recordsVisits { return FailpointSet(Failpoint.allCases) }
        return hasOwn ? own.failpoints(of: plan).union(log.failpoints) : log.failpoints
    }

    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool {
        guard !hasOwn else { return false }
        return log.letsBy(spot)
    }

    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
        let acted = hasOwn ? own.pass(&passage, at: site, of: plan) : []
        for fired in acted { log.note(own: fired, at: site) }
        guard !passage.isDecided else { return acted }
        let more = log.pass(&passage, at: site)
        return acted.isEmpty ? more : acted + more
    }

    var remembersCalls: Bool { hasOwn && own.remembersCalls }

    mutating func note(tokens: Int, at site: Site, of plan: Int) {
        own.note(tokens: tokens, at: site, of: plan)
    }

    mutating func revisit(_ site: Site, of plan: Int, fired: Set<String>) {
        own.revisit(site, of: plan, fired: fired)
    }

    mutating func react(
        _ fault: String,
        on passage: inout Passage,
        at site: Site,
        isCounted: Bool
    ) {
        guard !log.react(fault, on: &passage, at: site) else { return }
        own.react(fault, on: &passage, at: site, isCounted: isCounted)
    }

    mutating func reset() { own.reset() }

    mutating func continueFrom(_ tallies: [String: FaultTally]) { own.continueFrom(tallies) }
}
