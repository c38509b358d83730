/// How a run ended.
public enum RunStatus: String, Sendable, CaseIterable, Codable {
    /// Every phase that was not skipped was committed.
    case succeeded
    /// Every phase is over, and at least one of them by its fallback.
    case degraded
    /// A phase failed for good, or the run's deadline passed.
    case failed
    /// The run was cancelled; it can be resumed.
    case cancelled
    /// It never said how it ended: its process died, or executes it still. What was committed remains.
    case interrupted
    /// A phase is exhausted, and its policy leaves it to a person to resume.
    case paused

    /// Whether nothing is left to do.
    public var isFinal: Bool { self == .succeeded || self == .degraded }
}

/// The failure that a run ended with: its first cause.
package struct RunError: Sendable, Equatable {
    /// The phase that failed; none where the whole run's deadline passed.
    package let phase: PhaseID?
    /// The first cause.
    package let failure: OperationFailure

    /// Names a phase's first cause.
    package init(phase: PhaseID?, failure: OperationFailure) {
        self.phase = phase
        self.failure = failure
    }
}
