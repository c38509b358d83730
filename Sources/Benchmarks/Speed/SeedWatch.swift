internal import Invariants
internal import Workflows

/// What follows the runs of seeds: the invariants, a hash over what happened, and how much that was; as with a run's
/// host, access is not checked for being exclusive.
final class SeedWatch {
    @exclusivity(unchecked) var observers: InvariantObservers
    @exclusivity(unchecked) private(set) var hash = TraceHash()
    @exclusivity(unchecked) private(set) var events = 0
    @exclusivity(unchecked) private(set) var firings = 0

    init(_ invariants: [Invariant]) {
        observers = InvariantObservers(invariants)
    }

    /// A seed's run begins, in its own world.
    func begin(_ plan: RunPlan) {
        hash = TraceHash()
        events = 0
        firings = 0
        observers.reset()
        observers.begin(0, plan)
    }

    func note(_ latest: ArraySlice<Event>) {
        observers.note(0, latest)
        events += latest.count
        var hash = hash
        latest.withUnsafeBufferPointer { latest in
            guard let first = latest.baseAddress else { return }
            for place in latest.indices {
                hash.add(first + place)
                if case .faultInjected = first[place].tag { firings += 1 }
            }
        }
        self.hash = hash
    }

    /// The run is over; throws where it broke an invariant.
    func end(isInterrupted: Bool) throws {
        observers.end(0, isInterrupted: isInterrupted)
        observers.endBatch()
        guard let (invariant, violation) = observers.violations.first else { return }
        throw SpeedFailure(message: "a seed breaks \(invariant): \(violation)")
    }
}
