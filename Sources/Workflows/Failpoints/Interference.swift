/// What disturbs runs. A host asks it at each failpoint, in every world; what acts is drawn, or follows a script.
package protocol Interference: Sendable {
    /// Whether nothing can ever act.
    var isIdle: Bool { get }
    /// What became of each fault so far, by its id.
    var tallies: [String: FaultTally] { get }
    /// Takes up a plan whose runs pass failpoints; gives the number by which they say so.
    mutating func enter(_ plan: RunPlan) -> Int
    /// Lets something pass the failpoint of a site; says what acted on it, in that order.
    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault]
    /// Takes up tallies of other processes of the same scenario in place of its own.
    mutating func continueFrom(_ tallies: [String: FaultTally])
}

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

/// Worlds that nothing disturbs.
package struct NoInterference: Interference {
    /// Disturbs nothing.
    package init() {}

    package var isIdle: Bool { true }
    package var tallies: [String: FaultTally] { [:] }
    package mutating func enter(_ plan: RunPlan) -> Int { 0 }
    package mutating func pass(
        _ passage: inout Passage,
        at site: Site,
        of plan: Int
    ) -> [FiredFault] { [] }
    package mutating func continueFrom(_ tallies: [String: FaultTally]) {}
}
