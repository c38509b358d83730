/// What interrupts a run on purpose, and when.
package struct RunInterruption: Sendable, Equatable {
    /// What happens to the run.
    package enum Manner: Sendable, Equatable {
        /// Its process dies, as `kill -9` would have it.
        case death
        /// It is cancelled; programs at work are asked to go, and ended once the grace is over.
        case cancellation(grace: Duration?)
    }

    /// What happens to it.
    package let manner: Manner
    /// When it does.
    package let moment: RunMoment

    /// Describes an interruption.
    package init(_ manner: Manner, _ moment: RunMoment) {
        self.manner = manner
        self.moment = moment
    }

    /// Its process dies at a moment.
    package static func killed(_ moment: RunMoment) -> RunInterruption { .init(.death, moment) }

    /// It is cancelled at a moment.
    package static func cancelled(
        _ moment: RunMoment,
        grace: Duration? = nil
    ) -> RunInterruption {
        .init(.cancellation(grace: grace), moment)
    }

    /// Whether its process dies.
    package var isDeath: Bool { manner == .death }
}

/// A moment in the course of a run.
package enum RunMoment: Sendable, Equatable {
    /// The commit of this phase is acknowledged.
    case afterCommit(of: PhaseID)
    /// So much time has passed since the run's start.
    case at(Duration)
    /// The event with this number happened.
    case event(Int)
    /// The agent of this phase is in the middle of its first work.
    case during(PhaseID)
    /// The first of these begins, and the decision is durable.
    case atFirst(Step)

    /// What a run decides after a failure.
    package enum Step: String, Sendable, CaseIterable {
        /// The delay before another attempt.
        case backoff
        /// A failure takes back work, whatever the policy.
        case rollback
        /// The agent is called that undoes a phase.
        case compensation

        /// The event that says that it begins.
        package var tag: Event.Kind.Tag {
            switch self {
            case .backoff: .retryScheduled
            case .rollback: .rolledBack
            case .compensation: .compensationStarted
            }
        }
    }
}
