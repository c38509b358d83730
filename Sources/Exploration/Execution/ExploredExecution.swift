internal import Invariants
internal import Workflows

/// What is to be executed of a scenario.
struct ExecutionOrder: Sendable {
    /// What all chance derives from.
    var seed: UInt64
    /// What is to act.
    var targets: [FaultTarget] = []
    /// Whether it is noted what passes failpoints.
    var recordsVisits = false
    /// Whether it is noted how runs end.
    var recordsEndings = false
}

/// What came of one execution of a scenario.
struct ExploredExecution: Sendable {
    /// What does not hold, the first violation of each promise.
    var violations: [Violation] = []
    /// What acted, in order.
    var firings: [ScheduledFiring] = []
    /// What passed failpoints undecided, in order, where that was asked for.
    var visits: [FiringLog.Visit] = []
    /// What happened at least once.
    var facts: Facts = []
    /// Covers all events.
    var hash = TraceHash()
    /// How each run ended, where that was asked for.
    var endings: [Ending] = []

    /// How a run ended, for itself and for the world.
    struct Ending: Sendable, Equatable {
        /// The status.
        let status: RunStatus
        /// The digests of the outputs that count, by phase.
        let outputs: [PhaseID: Digest]
        /// How often each effect was applied and not undone.
        let balances: [String: Int]

        init(_ trace: RunTrace) {
            status = trace.status
            outputs = trace.outputs.mapValues(\.digest)
            balances = trace.effects.balances
        }
    }
}

/// A promise that does not hold in an execution.
package struct Violation: Sendable {
    /// What is promised.
    package let promise: BrokenPromise
    /// The run's id.
    package let run: String
    /// The event at which it shows; 0 where it is the run as a whole.
    package let sequence: Int
    /// What was found instead of what holds.
    package let message: String
}
