package import Scenarios
internal import Workflows

/// What exploring a scenario came to.
package struct Exploration: Sendable {
    /// How many executions of a kind there are, and how many were spent.
    package typealias Progress = ExhaustiveSearch.Progress

    /// The scenario.
    package let scenario: Scenario
    /// The executions with one fault.
    package var singles = Progress()
    /// The executions with two, of which the second meets what the first led to.
    package var pairs = Progress()
    /// How many seeds were executed.
    package var seeds = 0
    /// How long they took.
    package var seedsTime = Duration.zero
    /// How many of them were executed again, and compared.
    package var rechecked = 0
    /// What became of each type at each failpoint and phase.
    package var reach = Reach()
    /// What happened at least once.
    package var facts: Facts = []
    /// What never happened, as sentences.
    package var never: [String] = []
    /// What does not hold, the worst first.
    package var findings: [Finding] = []
    /// Covers every event of every seed: equal wherever the same is explored.
    package var hash: UInt64 = 0

    init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    /// Whether every single and every pair was executed.
    package var isExhaustive: Bool {
        singles.executed == singles.total && pairs.executed == pairs.total
    }
}

/// How far exploring a scenario has come.
package struct ExplorationProgress: Sendable {
    /// How many seeds were executed.
    package let seeds: Int
    /// How many types fired at how many places.
    package let reached: Int
    /// How many distinct violations were found.
    package let violations: Int

    init(_ outcome: SeedSearch.Outcome, earlier: Int) {
        seeds = outcome.seeds
        reached = outcome.reach.fired.count
        violations = earlier + outcome.list.findings.count
    }
}
