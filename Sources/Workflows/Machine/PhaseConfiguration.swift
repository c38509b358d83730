/// What a user can set for one phase, with the documented defaults.
package struct PhaseConfiguration: Sendable, Equatable {
    /// Sends work back to an earlier phase when this one's output fails its validators.
    package struct OnRejected: Sendable, Equatable {
        /// The phase whose result, and every later one that depends on it, is discarded and executed again.
        package let revise: PhaseID
        /// How many times at most.
        package let max: Int

        /// Declares where rejected work goes.
        package init(revise: PhaseID, max: Int) {
            self.revise = revise
            self.max = max
        }
    }

    /// When a failed attempt is followed by another.
    package var retry = RetryPolicy()
    /// How long one attempt may take; without limit by default.
    package var attemptTimeout: Duration?
    /// How long an attempt may go without a heartbeat; unlimited by default.
    package var heartbeatTimeout: Duration?
    /// How much the phase's calls may use in a run; without limit by default.
    package var budget = UsageBudget()
    /// Whether results are looked up and kept.
    package var isCached = true
    /// How long a result stays valid after its commit; forever by default.
    package var timeToLive: Duration?
    /// The parts that the cache key is narrowed to; all by default.
    package var keyFields: Set<CacheKey.Field>?
    /// The words by which the phase's results can be invalidated, sorted.
    package var cacheTags: [String] = []
    /// A number that is part of the key: another one misses everywhere.
    package var cacheEpoch = 0
    /// The conditions on the phase's output.
    package var validators: [Validator] = []
    /// What a failed validation does to earlier work.
    package var onRejected: OnRejected?
    /// The output that `on_exhausted: degrade` uses.
    package var fallback: String?
    /// The name of the agent that undoes the phase.
    package var compensation: String?
    /// Files that a program wrote itself and that are part of its result.
    package var artifacts: [PathPattern] = []
    /// Whether an attempt after a failed one finds none of that one's files.
    package var cleansWorkspace = false
    /// What runs next to the phase.
    package var hooks: Set<PhaseHook> = []

    /// The documented defaults.
    package init() {}

    /// The statuses with which an agent's process may end and still have answered.
    package var acceptedExitStatuses: Set<Int> {
        validators.reduce(into: [0]) { $0.formUnion($1.acceptedExitStatuses) }
    }
}

/// A moment of a phase at which user-supplied work runs.
package enum PhaseHook: String, Sendable, CaseIterable {
    /// When its turn has come; its failure is the phase's.
    case before
    /// When its result counts.
    case after
    /// When no attempt is left.
    case onFailure = "on_failure"
}
