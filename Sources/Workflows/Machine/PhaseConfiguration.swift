/// What a user can set for one phase, with the documented defaults.
package struct PhaseConfiguration: Sendable, Equatable {
    /// Sends work back to an earlier phase when this one's output fails its validators.
    package struct OnRejected: Sendable, Equatable {
        /// The phase whose result, and every later one that rests on it, is discarded and executed again.
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
    /// Whether results are looked up and kept.
    package var isCached = true
    /// How long a result stays valid after its commit; for ever by default.
    package var timeToLive: Duration?
    /// The conditions on the phase's output.
    package var validators: [Validator] = []
    /// What a failed validation does to earlier work.
    package var onRejected: OnRejected?
    /// The output that `on_exhausted: degrade` uses.
    package var fallback: String?

    /// The documented defaults.
    package init() {}
}

/// What a user can set for a whole workflow, with the documented defaults.
package struct WorkflowConfiguration: Sendable, Equatable {
    /// What agents are told beside requirements and inputs.
    package struct Context: Sendable, Equatable {
        /// Whether feedback, history and the budget exist at all.
        package var isEnabled = true
        /// Whether an attempt learns why the one before it did not do.
        package var hasFeedback = true
        /// Whether an attempt is told of the earlier ones.
        package var hasHistory = true
        /// The bytes that all texts together may take; without limit by default.
        package var budget: Int?

        /// The documented defaults.
        package init() {}

        /// Requirements and inputs only.
        package static let off: Context = {
            var context = Context()
            context.isEnabled = false
            return context
        }()
    }

    /// What each phase is configured to do.
    package var phases: [PhaseID: PhaseConfiguration] = [:]
    /// How long a run may take; without limit by default.
    package var runTimeout: Duration?
    /// What agents are told.
    package var context = Context()
    /// How much the cache may hold.
    package var cacheLimits = ResultCache.Limits()
    /// Whether independent phases run at the same time.
    package var isParallel = true
    /// The phases to leave out.
    package var skipped: Set<PhaseID> = []

    /// The documented defaults.
    package init() {}
}
