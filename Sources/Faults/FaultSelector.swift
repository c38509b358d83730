/// The call that passes a failpoint, as far as selectors look at it.
package struct CallSite: Sendable, Equatable {
    /// The run's name.
    package let run: String
    /// The repetition, from 1; 0 where the run is not repeated.
    package let repetition: Int
    /// The phase's name.
    package let phase: String
    /// The agent's name.
    package let agent: String
    /// The number of the attempt in the run, from 1.
    package let attempt: Int
    /// The time since the start of the run.
    package let time: Duration

    /// Describes a call.
    package init(
        run: String,
        repetition: Int,
        phase: String,
        agent: String,
        attempt: Int,
        time: Duration
    ) {
        self.run = run
        self.repetition = repetition
        self.phase = phase
        self.agent = agent
        self.attempt = attempt
        self.time = time
    }
}

/// When a fault fires. Every selector that is set must agree.
package struct FaultSelector: Sendable, Equatable {
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
    /// Only this run.
    package var run: String?
    /// Only from this time of a run up to, not including, the other.
    package var window: Range<Duration>?
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

    /// Selects every call.
    package init() {}

    /// Whether a call is one that the fault counts as a visit.
    package func covers(_ site: CallSite) -> Bool {
        if let phase, phase != site.phase { return false }
        if let agent, agent != site.agent { return false }
        if let attempt, !attempt.contains(site.attempt) { return false }
        if let run, run != site.run { return false }
        if let window, !window.contains(site.time) { return false }
        return true
    }
}
