/// What a machine decided where no event says it: it binds whoever resumes the run.
package enum RunDecision: Sendable, Equatable {
    /// A phase has no attempt left.
    case exhausted(Exhaustion)
    /// Undoing a phase is given up.
    case abandoned(PhaseID)
    /// A phase is committed, and its hook after it is to run.
    case awaitsHookAfter(PhaseID)

    /// A phase that has no attempt left, and whose way out is still to come.
    package struct Exhaustion: Sendable, Equatable {
        /// The phase.
        package let phase: PhaseID
        /// Why its last attempt failed.
        package let failure: OperationFailure
        /// Whether its hook on failure is still to end.
        package var awaitsHook: Bool
        /// Whether the run's deadline leaves it no time for anything but an end.
        package let isLate: Bool

        /// Describes an exhausted phase.
        package init(phase: PhaseID, failure: OperationFailure, awaitsHook: Bool, isLate: Bool) {
            self.phase = phase
            self.failure = failure
            self.awaitsHook = awaitsHook
            self.isLate = isLate
        }
    }
}
