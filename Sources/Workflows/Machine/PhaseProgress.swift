/// What the machine knows of one phase in one run.
struct PhaseProgress: Sendable {
    var state = PhaseState.pending
    /// How many of its dependencies are not over.
    var openNeeds = 0
    /// Attempts so far, over all tries; the number of the current one.
    var attempts = 0
    /// Failed attempts that the retry policy counts, an agent's own calls included; a revision starts again at 0.
    var failures = 0
    /// Failed validations that `max_revisions` counts; a revision starts again at 0.
    var rejections = 0
    /// How often this phase sent work back.
    var revisionsRequested = 0
    /// What this phase gave, from the answer on.
    var output: PhaseOutput?
    /// The key under which a result is kept, taken at the phase's turn.
    var key: CacheKey?
    /// What the files of its agent were at its turn, as parts of the key.
    var files: [CacheKey.Part] = []
    /// Whether its turn waits for these.
    var isReadingFiles = false
    /// Whether others may wait for this run's result under the key.
    var holdsFlight = false
    var feedback: String?
    var history: [AgentRequest.PastAttempt] = []
    /// Whether the result came from the cache.
    var isCached = false
    /// Whether the cache is passed over, because the phase is executed again on purpose.
    var mustExecute = false
    /// The latest failure, and how many in a row were like it.
    var failureStreak: (failure: OperationFailure, count: Int)?
    /// The failure that leaves no attempt, until the way out is taken.
    var finalFailure: OperationFailure?
    /// Whether the run's deadline leaves the phase no way out but an end.
    var isLate = false
    /// Whether it holds one of the slots of `parallel`, or waits for one.
    var holdsSlot = false
    var awaitsSlot = false
    /// Whether its hook on failure is being waited for while other phases continue.
    var awaitsHookOnFailure = false
    /// Whether its end was said although its way out is still to be taken.
    var hasEnded = false
    /// How often its work was discarded, over all executions.
    var discards = 0
    /// Whether dependants wait for the hook after the phase.
    var isSettling = false
    /// When the phase's turn came.
    var startedAt = Duration.zero
    /// The place of its commit among the run's commits; of restored ones too.
    var commitOrder = 0
    /// Attempts of its compensation so far.
    var compensationAttempts = 0

    /// Forgets the run before; memory is kept.
    mutating func reset() {
        var history = history
        self.history = []
        history.removeAll(keepingCapacity: true)
        self = PhaseProgress()
        self.history = history
    }
}
