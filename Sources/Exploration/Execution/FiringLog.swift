internal import Faults
internal import Workflows

/// What is to act in one execution, and what did; one value serves execution after execution.
///
/// A reference, because a world keeps what disturbs it to itself. It belongs to the one thread that its world is on, so
/// access is not checked for being exclusive.
final class FiringLog: @unchecked Sendable {
    /// Something that passed a failpoint, undecided.
    struct Visit: Sendable {
        /// Where.
        let site: Site.Key
        /// How many faults of the schedule had acted before it.
        let firings: Int
    }

    /// What is looked at of a target at every visit: numbers alone.
    fileprivate struct Row {
        /// How its visit is chosen.
        enum Aim { case site, visit, place }

        let failpoint: Failpoint
        let aim: Aim
        /// The number of the visit, or of the attempt.
        let number: Int
        var passed = 0
        var isSpent = false
    }

    @exclusivity(unchecked) private(set) var targets: [FaultTarget] = []
    /// As many as targets.
    @exclusivity(unchecked) private var rows: [Row] = []
    @exclusivity(unchecked) private(set) var failpoints: FailpointSet = []
    /// Whether what passes is noted.
    @exclusivity(unchecked) private(set) var recordsVisits = false
    /// What passed, in order, as far as it is recorded.
    @exclusivity(unchecked) private(set) var visits: [Visit] = []
    /// What acted, in order.
    @exclusivity(unchecked) private(set) var firings: [ScheduledFiring] = []

    /// How often each of the scenario's own faults has acted.
    @exclusivity(unchecked) private var ownFirings: [String: Int] = [:]
    /// The scenario's own faults, by their ids.
    private let own: [String: FaultSample]

    private static let effect = Chance.Word("effect")

    /// A log for executions in which these can act besides, by their ids.
    init(own: [String: FaultSample] = [:]) {
        self.own = own
    }

    /// An execution begins in which this is to act.
    func begin(_ targets: [FaultTarget], recordsVisits: Bool = false) {
        self.targets = targets
        rows.removeAll(keepingCapacity: true)
        failpoints = []
        for target in targets {
            rows.append(Row(target))
            failpoints.insert(FailpointSet(target.sample.failpoint))
        }
        self.recordsVisits = recordsVisits
        if !visits.isEmpty { visits.removeAll(keepingCapacity: true) }
        if !firings.isEmpty { firings.removeAll(keepingCapacity: true) }
        if !ownFirings.isEmpty { ownFirings.removeAll(keepingCapacity: true) }
    }

    /// Whether nothing acts on what passes at a spot; then it is counted, and need not pass.
    @inline(__always)
    func letsBy(_ spot: Spot) -> Bool {
        guard !recordsVisits else { return false }
        for row in rows where row.concerns(spot.failpoint) && row.mayMeet(spot) { return false }
        for index in rows.indices where rows[index].concerns(spot.failpoint) {
            rows[index].passed += 1
        }
        return true
    }

    /// Lets something undecided pass a site; says what acted on it: all that a script has there, of what is drawn one.
    func pass(_ passage: inout Passage, at site: Site) -> [FiredFault] {
        if recordsVisits { visits.append(Visit(site: site.key, firings: firings.count)) }
        var acted: [FiredFault] = []
        for index in rows.indices where rows[index].concerns(site.failpoint) {
            rows[index].passed += 1
            guard acted.isEmpty || rows[index].aim == .site, !passage.isDecided,
                isMet(index, by: site),
                let fired = act(index, on: &passage, at: site)
            else { continue }
            acted.append(fired)
        }
        return acted
    }

    /// Lets what acted elsewhere on the same act again: what it did there lasts. Says whether it is one of the log's.
    func react(_ id: String, on passage: inout Passage, at site: Site) -> Bool {
        guard
            let firing = firings.first(where: {
                $0.id == id && $0.sample.failpoint == site.failpoint
            })
        else { return false }
        let chance = site.chance.named(Chance.Word(id)).named(Self.effect)
        _ = firing.sample.injection.act(on: &passage, chance: chance)
        return true
    }

    /// Takes up that one of the scenario's own faults acted; of one that acts more than once each firing has its own name.
    func note(own fired: FiredFault, at site: Site) {
        guard let sample = own[fired.id] else { return }
        ownFirings[fired.id, default: 0] += 1
        let number = ownFirings[fired.id] ?? 1
        let id = number == 1 ? fired.id : "\(fired.id) \(number)"
        firings.append(ScheduledFiring(sample, at: site.key, id: id, isOwn: true))
    }

    private func act(_ index: Int, on passage: inout Passage, at site: Site) -> FiredFault? {
        let target = targets[index]
        let sample = target.sample
        let chance = site.chance.named(Chance.Word(target.id)).named(Self.effect)
        guard sample.injection.act(on: &passage, chance: chance) else { return nil }
        rows[index].isSpent = true
        firings.append(ScheduledFiring(sample, at: site.key, id: target.id))
        return FiredFault(id: target.id, type: sample.type)
    }
}

extension FiringLog {
    /// Whether a visit that was counted is one to act on; what changed nothing at the first may at a later one.
    private func isMet(_ index: Int, by site: Site) -> Bool {
        switch targets[index].aim {
        case .visit(let number): rows[index].passed >= number
        case .place(let place): place == VisitedPlace(site)
        case .site(let key): key == site.key
        }
    }
}

extension FiringLog.Row {
    fileprivate init(_ target: FaultTarget) {
        failpoint = target.sample.failpoint
        switch target.aim {
        case .site(let site): (aim, number) = (.site, site.attempt)
        case .visit(let visit): (aim, number) = (.visit, visit)
        case .place(let place): (aim, number) = (.place, place.attempt)
        }
    }

    @inline(__always)
    fileprivate func concerns(_ failpoint: Failpoint) -> Bool {
        !isSpent && self.failpoint == failpoint
    }

    /// Whether the next visit, at a spot, may be one to act on.
    @inline(__always)
    fileprivate func mayMeet(_ spot: Spot) -> Bool {
        aim == .visit ? passed + 1 >= number : number == spot.attempt
    }
}
