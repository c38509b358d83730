/// Where a phase stands.
package enum PhaseState: String, Sendable, CaseIterable {
    /// Waits for what it needs.
    case pending
    /// Its turn has come; the cache is asked.
    case ready
    /// An agent is at work.
    case running
    /// The cache had a result.
    case cacheHit
    /// The output is being validated.
    case validating
    /// The result is being recorded.
    case committing
    /// The result counts.
    case committed
    /// Waits before another attempt.
    case backoff
    /// Left out by configuration.
    case skipped
    /// Over with its fallback.
    case degraded
    /// Over without a result.
    case failed
    /// Called off.
    case cancelled

    /// One edge of the table.
    package struct Transition: Hashable, Sendable {
        /// The state that is left.
        package let from: PhaseState
        /// The state that is entered.
        package let to: PhaseState
    }

    /// Every step that a phase can take; the machine stops the program on any other.
    package static let transitions: Set<Transition> = {
        let table: [PhaseState: [PhaseState]] = [
            .pending: [.ready, .skipped],
            .ready: [.running, .cacheHit, .pending, .cancelled],
            .running: [.validating, .backoff, .failed, .degraded, .pending, .cancelled],
            .cacheHit: [.validating],
            .validating: [
                .committing, .running, .ready, .failed, .degraded, .pending, .cancelled,
            ],
            .committing: [.committed, .failed, .pending, .cancelled],
            .committed: [.pending],
            .backoff: [.running, .pending, .cancelled],
            .degraded: [.pending],
        ]
        return Set(table.flatMap { from, ends in ends.map { Transition(from: from, to: $0) } })
    }()

    /// Whether the phases that need this one may start.
    package var isOver: Bool {
        self == .committed || self == .skipped || self == .degraded
    }

    /// Whether an agent, the cache or a timer is being waited for.
    var isActive: Bool {
        switch self {
        case .ready, .running, .cacheHit, .validating, .committing, .backoff: true
        case .pending, .committed, .skipped, .degraded, .failed, .cancelled: false
        }
    }
}
