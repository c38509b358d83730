internal import Faults
internal import Scenarios

/// How a saved failure shows what was found.
struct SavedSchedule {
    /// What all chance derives from.
    let seed: UInt64
    /// What has to fire.
    let schedule: [ScheduledFiring]
    /// The runs that it takes; `nil` where it takes all of them.
    let runs: [String]?

    /// Reads it from the file's scenario; `nil` of any other scenario, and where a fault is at no exact site.
    init?(_ scenario: Scenario) {
        guard let found = scenario.found else { return nil }
        let samples = scenario.ownSamples
        var schedule: [ScheduledFiring] = []
        for declared in scenario.faults {
            let id = declared.fault.id
            guard let site = declared.fault.selector.site, let sample = samples[id] else {
                return nil
            }
            schedule.append(ScheduledFiring(sample, at: site, id: id))
        }
        seed = found.seed
        self.schedule = schedule
        runs = found.runs
    }
}
