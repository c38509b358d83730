package import Workflows

extension Fault {
    /// What is left of a run's resources once it has fired; `nil` where it acts elsewhere.
    package var limits: ResourcePassage? {
        guard failpoint == .resource else { return nil }
        var limits = ResourcePassage()
        injection.apply(to: &limits, chance: Chance(seed: 0))
        return limits
    }
}
