package import Statistics
package import Workflows

/// A change of a scenario's configuration that would have saved something, with what it is promised to save.
package struct Suggestion: Sendable, Equatable {
    /// What is to be changed.
    package enum Kind: String, Sendable, CaseIterable {
        /// Whether results are kept.
        case cache
        /// How long an attempt may take.
        case timeout
        /// How many attempts there are.
        case maxAttempts = "max_attempts"
    }

    /// What is saved.
    package enum Quantity: String, Sendable, CaseIterable {
        /// The time of the phase: its calls and the waits between them.
        case time
        /// The executions in which the phase fails.
        case failures
    }

    /// The change, with the measurement that speaks for it.
    package enum Change: Sendable, Equatable {
        /// Keep results.
        case cache(CacheEvidence)
        /// End attempts that take longer.
        case timeout(TimeoutEvidence)
        /// Try less often.
        case fewerAttempts(FewerAttemptsEvidence)
        /// Try more often.
        case moreAttempts(MoreAttemptsEvidence)
    }

    /// The phase.
    package let phase: PhaseID
    /// What to change, and why.
    package let change: Change
    /// What was saved in the replay, and what the next n executions will save.
    package let saving: PredictedSaving
    /// How many executions were replayed; the promise is for as many.
    package let n: Int

    /// Makes a suggestion.
    package init(phase: PhaseID, change: Change, saving: PredictedSaving, n: Int) {
        self.phase = phase
        self.change = change
        self.saving = saving
        self.n = n
    }

    /// What is to be changed.
    package var kind: Kind {
        switch change {
        case .cache: .cache
        case .timeout: .timeout
        case .fewerAttempts, .moreAttempts: .maxAttempts
        }
    }

    /// What is saved.
    package var quantity: Quantity {
        if case .moreAttempts = change { .failures } else { .time }
    }
}

/// What speaks for keeping a phase's results.
package struct CacheEvidence: Sendable, Equatable {
    /// Whether results have to outlive a scenario: only then does a key match.
    package let isShared: Bool
    /// Whether the workflow may be `full`, which has no cache: `enhanced_full` has.
    package let needsFeatures: Bool
    /// How many turns had a key that an earlier one had, whose result would have been kept.
    package let matched: Int
    /// How many turns were looked at.
    package let turns: Int
    /// How many different keys they had.
    package let keys: Int
    /// Time of all turns without and with the cache, in microseconds.
    package let sums: SavingSums
}

/// What speaks for a limit on attempts.
package struct TimeoutEvidence: Sendable, Equatable {
    /// The limit.
    package let limit: Duration
    /// How many calls took longer.
    package let longer: Int
    /// How many calls there were.
    package let calls: Int
    /// The calls that succeeded and that the limit would have cut, among all that succeeded.
    package let cut: Proportion
    /// By how many the executions grow, out of all replayed, in which no attempt succeeds.
    package let moreFailures: Double
    /// Time of all turns without and with the limit, in microseconds.
    package let sums: SavingSums
}

/// What speaks for trying less often.
package struct FewerAttemptsEvidence: Sendable, Equatable {
    /// The attempts that there were.
    package let from: Int
    /// The attempts that suffice.
    package let to: Int
    /// How many turns used all attempts and failed.
    package let exhausted: Int
    /// How many turns there were.
    package let turns: Int
    /// The turns that succeeded and needed more attempts than that, among all that succeeded.
    package let cut: Proportion
    /// Time of all turns without and with fewer attempts, in microseconds.
    package let sums: SavingSums
}

/// What speaks for trying more often.
package struct MoreAttemptsEvidence: Sendable, Equatable {
    /// The attempts that there were.
    package let from: Int
    /// The attempts that would be enough in nearly all turns that can succeed.
    package let to: Int
    /// The turns that used all attempts and failed, among all.
    package let exhausted: Proportion
    /// How much longer the phase takes with more attempts, as a share of its time.
    package let moreTime: Double
}
