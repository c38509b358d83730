/// How a run ended.
package enum RunStatus: String, Sendable, CaseIterable {
    /// Every phase that was not skipped was committed.
    case succeeded
    /// Every phase is over, and at least one of them by its fallback.
    case degraded
    /// A phase failed for good, or the run's deadline passed.
    case failed
    /// The run was called off.
    case cancelled
    /// The process that executed it died; what was committed remains.
    case interrupted
    /// A phase is exhausted, and its policy leaves it to a person to go on.
    case paused
}

/// The failure that a run ended with: its first cause.
package struct RunError: Sendable, Equatable {
    /// The phase that failed; none where the whole run's deadline passed.
    package let phase: PhaseID?
    /// The first cause.
    package let failure: AgentFailure

    /// Names a phase's first cause.
    package init(phase: PhaseID?, failure: AgentFailure) {
        self.phase = phase
        self.failure = failure
    }
}
