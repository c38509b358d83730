/// What a user can set for a whole workflow, with the documented defaults.
package struct WorkflowConfiguration: Sendable, Equatable {
    /// What agents are given in addition to requirements and inputs.
    package struct Context: Sendable, Equatable {
        /// Whether feedback, history and the budget exist at all.
        package var isEnabled = true
        /// Whether an attempt learns why the one before it did not do.
        package var hasFeedback = true
        /// Whether an attempt is given the earlier ones.
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

    /// Where a run's results are kept.
    package enum CacheStore: String, Sendable, CaseIterable {
        /// With the scenario: empty at its start, shared by its runs.
        case run
        /// In the state folder: across scenarios and processes.
        case shared
    }

    /// What a rollback does.
    package enum Rollback: Sendable, Equatable {
        /// Nothing: the run fails.
        case none
        /// Drops the failed phase's partial work and executes it again from the state before it.
        case lastGood
        /// Discards the results from this phase on, and executes them again.
        case to(PhaseID)
        /// Undoes committed phases in reverse order; the run fails with its first error.
        case compensate
        /// Takes the failed phase's fallback.
        case degrade

        /// Whether the run continues after it.
        var goesOn: Bool { self != .none && self != .compensate }

        /// The policy as events and scenario files name it.
        package var name: String {
            switch self {
            case .none: "none"
            case .lastGood: "last_good"
            case .to: Self.toPhase
            case .compensate: "compensate"
            case .degrade: "degrade"
            }
        }

        /// How events and scenario files name the policy that goes back to a phase.
        static let toPhase = "to_phase"
    }

    /// What each phase is configured to do.
    package var phases: [PhaseID: PhaseConfiguration] = [:]
    /// How long a run may take; without limit by default.
    package var runTimeout: Duration?
    /// How much the calls of a run may use; without limit by default.
    package var budget = UsageBudget()
    /// What agents are given.
    package var context = Context()
    /// How much the cache may hold.
    package var cacheLimits = CacheLimits()
    /// Where results are kept.
    package var cacheStore = CacheStore.run
    /// Which results are kept.
    package var cacheStrategy = CacheStrategy.always
    /// What every time to live is multiplied by; above 0.
    package var timeToLiveMultiplier = 1.0
    /// Whether commits are journaled, so that a run can be resumed.
    package var hasCheckpoints = true
    /// Whether times are watched for anomalies.
    package var isMonitored = true
    /// What `on_exhausted: rollback` does.
    package var rollback = Rollback.lastGood
    /// How often a run may roll back; at least 0.
    package var maxRollbacks = 1
    /// Whether a failing phase ends the run at once; otherwise phases that do not depend on it are run first.
    package var failsFast = true
    /// Whether independent phases run at the same time.
    package var isParallel = true
    /// How many phases run at the same time at most; without limit by default.
    package var maxConcurrentPhases: Int?
    /// The phases to leave out.
    package var skipped: Set<PhaseID> = []

    /// The documented defaults.
    package init() {}

    /// How many phases may run at the same time.
    var concurrencyLimit: Int { isParallel ? maxConcurrentPhases ?? .max : 1 }

    /// How long a result of a phase stays valid.
    package func timeToLive(of phase: PhaseConfiguration) -> Duration? {
        phase.timeToLive.map {
            .microseconds(clamping: Double($0.microseconds) * timeToLiveMultiplier)
        }
    }
}
