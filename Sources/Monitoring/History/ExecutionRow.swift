package import Workflows

/// What history keeps of one execution of a run.
package struct ExecutionRow: Sendable, Equatable {
    /// The wall time of its start, since 1970; on a virtual clock that of the suite's.
    package var startedAt: Duration
    /// The seed that it ran with.
    package var seed: UInt64
    /// The number of the repetition, from 1; 0 where the run is not repeated.
    package var repetition: Int
    /// How it ended.
    package var status: RunStatus
    /// Whether what the run's expectations say of one execution held; `nil` where nobody judged it.
    package var hasPassed: Bool?
    /// From the first event to the last.
    package var duration: Duration
    /// The phases' turns, in the order of their starts; skipped and restored phases have none.
    package var phases: [PhaseRow]
    /// The ids of the faults that fired, sorted.
    package var firedFaults: [String]
    /// In how many processes it was executed: 1, and one more for each `moonlight resume`.
    package var lives = 1
    /// The id under which the journal has it, where it has.
    package var storedID: String?
    /// Equal for executions on a virtual clock that are the same in every event; `nil` on a real clock.
    package var identity: Digest?

    /// Describes an execution.
    package init(
        startedAt: Duration,
        seed: UInt64,
        repetition: Int = 0,
        status: RunStatus,
        hasPassed: Bool? = nil,
        duration: Duration,
        phases: [PhaseRow],
        firedFaults: [String] = [],
        lives: Int = 1,
        storedID: String? = nil,
        identity: Digest? = nil
    ) {
        self.startedAt = startedAt
        self.seed = seed
        self.repetition = repetition
        self.status = status
        self.hasPassed = hasPassed
        self.duration = duration
        self.phases = phases
        self.firedFaults = firedFaults
        self.lives = lives
        self.storedID = storedID
        self.identity = identity
    }
}

/// What history keeps of one turn of a phase.
package struct PhaseRow: Sendable, Equatable {
    /// The phase.
    package var phase: PhaseID
    /// Which turn of the phase it was, from 1.
    package var visit: Int
    /// The time since the start of the run.
    package var start: Duration
    /// How long the turn took, waits between attempts included; to the last event where it never ended.
    package var duration: Duration
    /// How it ended; `nil` where the process died before.
    package var ending: PhaseEnding?
    /// Whether its result came from the cache: then there is no attempt.
    package var isCached = false
    /// Whether the cache was asked, or would have been but for a review.
    package var usesCache = false
    /// The digest of the key that its result has or, where the cache is off, would have; `nil` where it depends on
    /// files that nobody read.
    package var key: Digest?
    /// The agent's calls.
    package var attempts: [AttemptRow]

    /// Describes a turn.
    package init(
        phase: PhaseID,
        visit: Int = 1,
        start: Duration,
        duration: Duration = .zero,
        ending: PhaseEnding? = nil,
        isCached: Bool = false,
        usesCache: Bool = false,
        key: Digest? = nil,
        attempts: [AttemptRow] = []
    ) {
        self.phase = phase
        self.visit = visit
        self.start = start
        self.duration = duration
        self.ending = ending
        self.isCached = isCached
        self.usesCache = usesCache
        self.key = key
        self.attempts = attempts
    }
}

/// What history keeps of one call of an agent.
package struct AttemptRow: Sendable, Equatable {
    /// How a call ended.
    package enum Outcome: Sendable, Equatable {
        /// The agent answered, and the answer satisfied the validators.
        case succeeded
        /// The agent answered, and a validator refused the answer.
        case rejected
        /// The call failed, with this kind of failure.
        case failed(kind: String, isRetryable: Bool)
        /// The process died before.
        case unknown
    }

    /// The number of the attempt, from 1; over all turns of the phase.
    package var number: Int
    /// The time since the start of the run.
    package var start: Duration
    /// How long the call took.
    package var duration: Duration
    /// How it ended.
    package var outcome: Outcome
    /// The wait that was scheduled after it; `nil` where no retry followed.
    package var delay: Duration?
    /// What it used, as far as the agent said.
    package var usage: Usage
    /// Whether a fault acted on it.
    package var isFaulted: Bool

    /// Describes a call.
    package init(
        number: Int,
        start: Duration,
        duration: Duration = .zero,
        outcome: Outcome = .unknown,
        delay: Duration? = nil,
        usage: Usage = .unknown,
        isFaulted: Bool = false
    ) {
        self.number = number
        self.start = start
        self.duration = duration
        self.outcome = outcome
        self.delay = delay
        self.usage = usage
        self.isFaulted = isFaulted
    }
}
