import Faults
import Synchronization
import Workflows

/// The faults whose own draws chose what passes at the moment, acted or not.
final class Chosen: Sendable {
    private let ids = Mutex<Set<String>>([])

    func insert(_ id: String) { ids.withLock { _ = $0.insert(id) } }

    func take() -> Set<String> {
        ids.withLock { ids in
            defer { ids = [] }
            return ids
        }
    }
}

/// Acts as another type does, and says whenever it was chosen: what finds nothing to change does not fire, and was drawn
/// all the same.
struct Probe: Injection {
    let id: String
    let injection: any Injection
    let chosen: Chosen

    static var type: FaultType { .latency }

    static func == (left: Probe, right: Probe) -> Bool {
        left.id == right.id && left.chosen === right.chosen
    }

    var point: AgentCall.Point { injection.point }
    var remembersCalls: Bool { injection.remembersCalls }

    func apply(to call: inout AgentCall, _ visit: RememberedCall, _ memory: inout CallMemory)
        -> Bool
    {
        if visit.cause == .chosen { chosen.insert(id) }
        return injection.apply(to: &call, visit, &memory)
    }

    func apply(to call: inout AgentCall, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &call, chance: chance)
    }

    func apply(to answer: inout AnswerPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &answer, chance: chance)
    }

    func apply(to stream: inout StreamPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &stream, chance: chance)
    }

    func apply(to append: inout AppendPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &append, chance: chance)
    }

    func apply(to journal: inout JournalPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &journal, chance: chance)
    }

    func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &lookUp, chance: chance)
    }

    func apply(to store: inout StorePassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &store, chance: chance)
    }

    func apply(to clock: inout ClockPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &clock, chance: chance)
    }

    func apply(to process: inout ProcessPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &process, chance: chance)
    }

    func apply(to resource: inout ResourcePassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &resource, chance: chance)
    }

    func apply(to validation: inout ValidationPassage, chance: Chance) {
        chosen.insert(id)
        injection.apply(to: &validation, chance: chance)
    }
}

/// Draws faults, and keeps for each site what was drawn there.
struct DrawWatch: Interference {
    /// What happened at a site.
    struct Visit {
        /// What came there.
        let passage: Passage
        /// What was drawn: what acted, what had nothing to change, and what another was in the way of.
        let chosen: Set<String>
        /// What acted.
        let acted: Set<String>
        /// When it came there.
        let time: Duration
    }

    /// Something that passed, for others to pass again.
    struct Passing {
        let site: Site
        let passage: Passage
    }

    private var faults: DrawnFaults
    private let chosen: Chosen
    private let keepsPassings: Bool
    /// The faults by the names that they are drawn by.
    private let names: [String: String]
    private(set) var visits: [Site.Key: Visit] = [:]
    private(set) var passings: [Passing] = []
    /// Sites that were visited twice, where draws would repeat.
    private(set) var repeated: [Site.Key] = []

    /// Draws the faults of a set; with `keepsPassings` all failpoints are visited, and what passes is kept. With
    /// `drawsByPlace` it is as wrong as draws are that depend on the order of declaration.
    init(_ faults: [Fault], keepsPassings: Bool = false, drawsByPlace: Bool = false) {
        let chosen = Chosen()
        let watched = faults.enumerated().map { place, fault in
            Fault(
                id: drawsByPlace ? "\(place)" : fault.id,
                failpoint: fault.failpoint,
                selector: fault.selector,
                inject: Probe(id: fault.id, injection: fault.injection, chosen: chosen),
                group: fault.group
            )
        }
        self.chosen = chosen
        self.keepsPassings = keepsPassings
        self.faults = DrawnFaults(watched)
        names = Dictionary(
            zip(watched, faults).map { ($0.id, $1.id) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    var isIdle: Bool { keepsPassings ? false : faults.isIdle }
    var tallies: [String: FaultTally] { faults.tallies }
    var remembersCalls: Bool { faults.remembersCalls }
    mutating func enter(_ plan: RunPlan, as run: String) -> Int {
        faults.enter(plan, as: run)
    }

    func failpoints(of plan: Int) -> FailpointSet {
        keepsPassings ? FailpointSet(Failpoint.allCases) : faults.failpoints(of: plan)
    }

    mutating func note(tokens: Int, at site: Site, of plan: Int) {
        faults.note(tokens: tokens, at: site, of: plan)
    }

    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
        let before = passage
        if keepsPassings { passings.append(Passing(site: site, passage: passage)) }
        let earlier = faults.tallies.mapValues(\.overshadowed)
        let acted = faults.pass(&passage, at: site, of: plan)
        var all = chosen.take()
        if passage.isDecided {
            for (id, tally) in faults.tallies where tally.overshadowed != earlier[id] {
                all.insert(names[id] ?? id)
            }
        }
        let visit = Visit(
            passage: before,
            chosen: all,
            acted: Set(acted.map { names[$0.id] ?? $0.id }),
            time: site.time
        )
        if visits.updateValue(visit, forKey: site.key) != nil { repeated.append(site.key) }
        return acted
    }

    mutating func reset() { faults.reset() }
    mutating func continueFrom(_ tallies: [String: FaultTally]) { faults.continueFrom(tallies) }
}
