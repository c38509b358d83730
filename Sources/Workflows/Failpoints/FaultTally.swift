/// A fault that acted.
package struct FiredFault: Sendable, Equatable {
    /// Its id.
    package let id: String
    /// The name of its type.
    package let type: String

    /// Names a fault and its type.
    package init(id: String, type: String) {
        self.id = id
        self.type = type
    }
}

/// What became of one fault, over a scenario.
package struct FaultTally: Sendable, Equatable {
    /// What passed its failpoint and matched its selectors for phase, agent, attempt, run and window.
    package var visits = 0
    /// Visits that it acted on.
    package var firings = 0
    /// Visits that it would have acted on, had not another decided their end before.
    package var overshadowed = 0
    /// The ids of those others.
    package var shadows: Set<String> = []
    /// Visits of the current burst that fired.
    package var burst = 0
    /// Where the latest visit of a burst fired.
    package var burstEnd: BurstEnd?

    /// The end of a burst: gaps are counted within one run.
    package struct BurstEnd: Sendable, Equatable {
        /// The run's name.
        package let run: String
        /// The number of the repetition.
        package let repetition: Int
        /// The time since the start of the run.
        package let time: Duration

        /// Names the place of a firing.
        package init(run: String, repetition: Int, time: Duration) {
            self.run = run
            self.repetition = repetition
            self.time = time
        }
    }

    /// Nothing happened.
    package init() {}
}
