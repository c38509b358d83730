internal import Faults
package import Workflows

/// Where a fault is to act in an execution that has not happened yet.
package struct FaultTarget: Sendable {
    /// How a visit is chosen.
    package enum Aim: Sendable {
        /// Exactly this one.
        case site(Site.Key)
        /// The one with this number among all at the failpoint, from 1.
        case visit(Int)
        /// The first of a place.
        case place(VisitedPlace)
    }

    /// What acts.
    let sample: FaultSample
    /// Where.
    let aim: Aim
    /// The name in events; unique in its schedule.
    let id: String

    /// Aims the sample of a schedule with this number, from 1.
    init(_ sample: FaultSample, at aim: Aim, number: Int) {
        self.sample = sample
        self.aim = aim
        id = ScheduledFiring.id(sample.type, number)
    }

    /// A firing that is to happen again.
    init(_ firing: ScheduledFiring) {
        sample = firing.sample
        aim = .site(firing.site)
        id = firing.id
    }

    /// The fault, wherever it acts.
    var fault: Fault { Fault(id: id, failpoint: sample.failpoint, inject: sample.injection) }
}

/// Where something passes a failpoint, whatever the run, the life and the visit.
package struct VisitedPlace: Hashable, Sendable {
    /// The failpoint.
    package let failpoint: Failpoint
    /// The phase's name; empty where it is about none.
    package let phase: String
    /// Whether the phase is done or undone.
    package let role: Site.Role
    /// The number of the attempt; 0 where it is about none.
    package let attempt: Int

    init(_ site: Site) {
        failpoint = site.failpoint
        phase = site.phase.name
        role = site.role
        attempt = site.attempt
    }

    init(_ site: Site.Key) {
        failpoint = site.failpoint
        phase = site.phase
        role = site.role
        attempt = site.attempt
    }
}

extension VisitedPlace: Comparable {
    package static func < (left: VisitedPlace, right: VisitedPlace) -> Bool {
        (left.failpoint.place, left.phase, left.role.rawValue, left.attempt)
            < (right.failpoint.place, right.phase, right.role.rawValue, right.attempt)
    }
}
