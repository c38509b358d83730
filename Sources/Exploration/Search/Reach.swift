package import Workflows

/// What exploring reached: each type at each failpoint and phase, and what became of it.
package struct Reach: Sendable {
    /// Where something can act.
    package struct Cell: Hashable, Comparable, Sendable {
        /// The failpoint.
        package let failpoint: Failpoint
        /// The type's name.
        package let type: String
        /// The phase; empty where it is about none.
        package let phase: String

        /// Names a place.
        package init(failpoint: Failpoint, type: String, phase: String) {
            self.failpoint = failpoint
            self.type = type
            self.phase = phase
        }

        package static func < (left: Cell, right: Cell) -> Bool {
            (left.failpoint.place, left.type, left.phase)
                < (right.failpoint.place, right.type, right.phase)
        }
    }

    /// What became of it there.
    package struct Count: Sendable, Equatable {
        /// In how many executions it was to act there and could have, or did.
        package var visits = 0
        /// How often it did.
        package var fired = 0
        /// Executions with it alone that ended as without it.
        package var absorbed = 0
        /// Executions with it alone that ended otherwise.
        package var surfaced = 0
    }

    /// The counts of what was tried.
    package private(set) var cells: [Cell: Count] = [:]
    /// Where each type has fired.
    private(set) var fired: Set<FiredPlace> = []

    /// A type at a place.
    struct FiredPlace: Hashable, Sendable {
        let place: VisitedPlace
        let type: String
    }

    /// Nothing was tried.
    package init() {}

    /// Takes up an execution with one fault, which was to act at a site.
    mutating func note(
        single sample: FaultSample,
        at site: Site.Key,
        hasFired: Bool,
        isAbsorbed: Bool
    ) {
        let cell = Cell(failpoint: sample.failpoint, type: sample.type, phase: site.phase)
        cells[cell, default: Count()].visits += 1
        guard hasFired else { return }
        cells[cell, default: Count()].fired += 1
        if isAbsorbed {
            cells[cell, default: Count()].absorbed += 1
        } else {
            cells[cell, default: Count()].surfaced += 1
        }
        fired.insert(FiredPlace(place: VisitedPlace(site), type: sample.type))
    }

    /// Takes up what fired in an execution.
    mutating func note(_ firings: [ScheduledFiring]) {
        for firing in firings where !firing.isOwn {
            let cell = Cell(
                failpoint: firing.sample.failpoint,
                type: firing.sample.type,
                phase: firing.site.phase
            )
            cells[cell, default: Count()].visits += 1
            cells[cell, default: Count()].fired += 1
            fired.insert(FiredPlace(place: VisitedPlace(firing.site), type: firing.sample.type))
        }
    }

    /// Takes up what fired in many executions.
    mutating func add(_ tally: FiringTally) {
        for (key, count) in tally.counts {
            let cell = Cell(
                failpoint: key.sample.failpoint,
                type: key.sample.type,
                phase: key.place.phase
            )
            cells[cell, default: Count()].visits += count
            cells[cell, default: Count()].fired += count
            fired.insert(FiredPlace(place: key.place, type: key.sample.type))
        }
    }

    /// Takes up what another search reached.
    package mutating func add(_ other: Reach) {
        for (cell, count) in other.cells {
            cells[cell, default: Count()].visits += count.visits
            cells[cell, default: Count()].fired += count.fired
            cells[cell, default: Count()].absorbed += count.absorbed
            cells[cell, default: Count()].surfaced += count.surfaced
        }
        fired.formUnion(other.fired)
    }
}
