package import Workflows

/// When a fault fires. Every selector that is set must agree.
package struct FaultSelector: Sendable, Equatable {
    /// A time of a run that is drawn once for each run and repetition.
    package struct DrawnWindow: Sendable, Equatable {
        /// When it begins.
        package let start: LatencyDistribution
        /// How long it lasts.
        package let length: LatencyDistribution

        /// Declares a window.
        package init(start: LatencyDistribution, length: LatencyDistribution) {
            self.start = start
            self.length = length
        }
    }

    /// Firings come in groups with a pause after each.
    package struct Burst: Sendable, Equatable {
        /// How many visits in a row fire.
        package let size: Int
        /// How long nothing fires after them.
        package let gap: Duration

        /// Declares a burst.
        package init(size: Int, gap: Duration) {
            self.size = size
            self.gap = gap
        }
    }

    /// Only this phase.
    package var phase: String?
    /// Only this agent.
    package var agent: String?
    /// Only these attempts.
    package var attempt: ClosedRange<Int>?
    /// Only this run, and those that resume it.
    package var run: String?
    /// Whether those that resume it are left out, as where a fault is listed in the run itself.
    package var sparesResumes = false
    /// Only this repetition of a run, from 1.
    package var repetition: Int?
    /// Only from this time of a run up to, not including, the other.
    package var window: Range<Duration>?
    /// The same for a time that is drawn.
    package var drawnWindow: DrawnWindow?
    /// Only the visit with this number, from 1, among those that match the selectors above.
    package var nth: Int?
    /// Only each visit whose number is a multiple of this.
    package var every: Int?
    /// Not the first this many visits.
    package var after: Int?
    /// At most this many firings.
    package var times: Int?
    /// A matching visit fires with this probability, 0...1.
    package var probability: Double?
    /// Firings come in bursts.
    package var burst: Burst?
    /// Only exactly this site, at every visit of it; the other selectors are not asked then.
    package var site: Site.Key?

    /// Selects every call.
    package init() {}

    /// Whether what concerns this phase and this agent can be visits.
    func covers(phase: String, agent: String) -> Bool {
        if let site { return site.phase == phase }
        return (self.phase ?? phase) == phase && (self.agent ?? agent) == agent
    }

    /// Whether what happens in this run can be visits, which resumes another or bears its own name.
    package func covers(run name: String, resuming lineage: String) -> Bool {
        if let site { return site.run.name == lineage }
        guard let run else { return true }
        return run == name || run == lineage && !sparesResumes
    }

    /// Whether what concerns no phase can be visits.
    var coversRun: Bool {
        site.map(\.phase.isEmpty) ?? (phase == nil && agent == nil && attempt == nil)
    }

    /// Whether it depends on what happened before in the scenario.
    var counts: Bool {
        nth != nil || every != nil || after != nil || times != nil || burst != nil
    }
}
