/// The state of a phase.
package enum PhaseState: String, Sendable, CaseIterable {
    /// Waits for what it needs.
    case pending
    /// The run ended before what it needs was over.
    case blocked
    /// Its turn has come; a hook runs, or the cache is asked.
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
    /// No attempt is left.
    case failed
    /// Cancelled.
    case cancelled
    /// An agent undoes what was committed.
    case rollingBack
    /// Undone.
    case rolledBack
    /// Could not be undone.
    case rollbackFailed

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
            .pending: [.ready, .skipped, .blocked],
            .ready: [.running, .cacheHit, .failed, .pending, .cancelled],
            .running: [.validating, .backoff, .failed, .pending, .cancelled],
            .cacheHit: [.validating],
            .validating: [.committing, .running, .ready, .failed, .pending, .cancelled],
            .committing: [.committed, .failed, .pending, .cancelled],
            .committed: [.pending, .rollingBack],
            .backoff: [.running, .failed, .pending, .cancelled],
            .failed: [.degraded, .pending],
            .degraded: [.pending],
            .rollingBack: [.rolledBack, .rollbackFailed],
        ]
        return Set(table.flatMap { from, ends in ends.map { Transition(from: from, to: $0) } })
    }()

    /// The table as one word of bits for each state: it is asked at every step.
    private static let exits: [UInt32] = {
        var exits = [UInt32](repeating: 0, count: allCases.count)
        for step in transitions { exits[step.from.place] |= 1 << UInt32(step.to.place) }
        return exits
    }()

    /// Whether the table has this step.
    func mayBecome(_ next: PhaseState) -> Bool {
        Self.exits[place] & 1 << UInt32(next.place) != 0
    }

    /// The state's place among all.
    private var place: Int {
        switch self {
        case .pending: 0
        case .blocked: 1
        case .ready: 2
        case .running: 3
        case .cacheHit: 4
        case .validating: 5
        case .committing: 6
        case .committed: 7
        case .backoff: 8
        case .skipped: 9
        case .degraded: 10
        case .failed: 11
        case .cancelled: 12
        case .rollingBack: 13
        case .rolledBack: 14
        case .rollbackFailed: 15
        }
    }

    /// Whether the phases that need this one may start.
    package var isOver: Bool {
        self == .committed || self == .skipped || self == .degraded
    }

    /// Whether an agent works, or its result is being checked and recorded.
    var isAtWork: Bool {
        self == .running || self == .validating || self == .committing
    }

    /// Whether an agent, the cache, a hook or a timer is being waited for.
    var isActive: Bool {
        switch self {
        case .ready, .running, .cacheHit, .validating, .committing, .backoff: true
        default: false
        }
    }
}
