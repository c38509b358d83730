/// How often what fired where, in many executions: one look-up a firing.
struct FiringTally: Sendable {
    /// A sample at a place.
    struct Key: Hashable, Sendable {
        let sample: FaultSample
        let place: VisitedPlace

        static func == (left: Key, right: Key) -> Bool {
            left.sample === right.sample && left.place == right.place
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(ObjectIdentifier(sample))
            hasher.combine(place.attempt)
        }
    }

    private(set) var counts: [Key: Int] = [:]

    /// Takes up what fired in an execution.
    mutating func note(_ firings: [ScheduledFiring]) {
        for firing in firings where !firing.isOwn {
            counts[Key(sample: firing.sample, place: VisitedPlace(firing.site)), default: 0] += 1
        }
    }
}
