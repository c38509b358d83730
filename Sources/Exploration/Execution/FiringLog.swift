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

    /// A target with what became of it so far.
    struct Open {
        let target: FaultTarget
        var passed = 0
        var isSpent = false
    }

    @exclusivity(unchecked) var targets: [Open] = []
    @exclusivity(unchecked) private(set) var failpoints: FailpointSet = []
    /// Whether what passes is noted.
    @exclusivity(unchecked) private(set) var recordsVisits = false
    /// What passed, in order, as far as it is recorded.
    @exclusivity(unchecked) private(set) var visits: [Visit] = []
    /// What acted, in order.
    @exclusivity(unchecked) private(set) var firings: [ScheduledFiring] = []

    /// The scenario's own faults, by their ids.
    private let own: [String: FaultSample]

    private static let effect = Chance.Word("effect")

    /// A log for executions in which these can act besides, by their ids.
    init(own: [String: FaultSample] = [:]) {
        self.own = own
    }

    /// An execution begins in which this is to act.
    func begin(_ targets: [FaultTarget], recordsVisits: Bool = false) {
        self.targets.removeAll(keepingCapacity: true)
        failpoints = []
        for target in targets {
            self.targets.append(Open(target: target))
            failpoints.formUnion(FailpointSet(CollectionOfOne(target.sample.failpoint)))
        }
        self.recordsVisits = recordsVisits
        if !visits.isEmpty { visits.removeAll(keepingCapacity: true) }
        if !firings.isEmpty { firings.removeAll(keepingCapacity: true) }
    }

    /// Whether nothing acts on what passes at a spot; then it is counted, and need not pass.
    @inline(__always)
    func letsBy(_ spot: Spot) -> Bool {
        guard !recordsVisits else { return false }
        for open in targets where open.concerns(spot.failpoint) {
            switch open.target.aim {
            case .visit(let number): if open.passed + 1 >= number { return false }
            case .place(let place):
                if place.attempt == spot.attempt, place.role == spot.role { return false }
            case .site(let site):
                if site.attempt == spot.attempt, site.visit == spot.visit { return false }
            }
        }
        for index in targets.indices where targets[index].concerns(spot.failpoint) {
            targets[index].passed += 1
        }
        return true
    }

    /// Lets something undecided pass a site; says what acted on it: at most one of the targets.
    func pass(_ passage: inout Passage, at site: Site) -> FiredFault? {
        if recordsVisits { visits.append(Visit(site: site.key, firings: firings.count)) }
        var acted: FiredFault?
        for index in targets.indices where targets[index].concerns(site.failpoint) {
            targets[index].passed += 1
            guard acted == nil, targets[index].isMet(by: site) else { continue }
            acted = act(index, on: &passage, at: site)
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
        let earlier = firings.count { $0.isOwn && $0.id.hasPrefix(fired.id) }
        let id = earlier == 0 ? fired.id : "\(fired.id) \(earlier + 1)"
        firings.append(ScheduledFiring(sample, at: site.key, id: id, isOwn: true))
    }

    private func act(_ index: Int, on passage: inout Passage, at site: Site) -> FiredFault? {
        let target = targets[index].target
        let sample = target.sample
        let chance = site.chance.named(Chance.Word(target.id)).named(Self.effect)
        guard sample.injection.act(on: &passage, chance: chance) else { return nil }
        targets[index].isSpent = true
        firings.append(ScheduledFiring(sample, at: site.key, id: target.id))
        return FiredFault(id: target.id, type: sample.type)
    }
}

extension FiringLog.Open {
    @inline(__always)
    fileprivate func concerns(_ failpoint: Failpoint) -> Bool {
        !isSpent && target.sample.failpoint == failpoint
    }

    /// Whether a visit that was counted is one to act on; what changed nothing at the first may at a later one.
    fileprivate func isMet(by site: Site) -> Bool {
        switch target.aim {
        case .visit(let number): passed >= number
        case .place(let place): place == VisitedPlace(site)
        case .site(let key): key == site.key
        }
    }
}
