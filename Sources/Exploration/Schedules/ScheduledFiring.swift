package import Workflows

/// A fault of a schedule: what acts, exactly where, under which id.
package struct ScheduledFiring: Sendable {
    /// Where it acts.
    package let site: Site.Key
    /// What acts there.
    package let sample: FaultSample
    /// The name in events. What a type draws itself is keyed by it, so a firing keeps it while its schedule shrinks.
    package let id: String
    /// Whether it is of a fault that the scenario itself declares.
    package let isOwn: Bool

    /// Names a firing.
    package init(_ sample: FaultSample, at site: Site.Key, id: String, isOwn: Bool = false) {
        self.sample = sample
        self.site = site
        self.id = id
        self.isOwn = isOwn
    }

    /// The id of the firing of a type with this number in its schedule, from 1.
    static func id(_ type: String, _ number: Int) -> String { "\(type) \(number)" }

    /// The same with another value of its parameters.
    func replacing(_ sample: FaultSample) -> ScheduledFiring {
        ScheduledFiring(sample, at: site, id: id, isOwn: isOwn)
    }
}
