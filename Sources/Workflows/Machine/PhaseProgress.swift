/// What the machine knows of one phase in one run.
struct PhaseProgress: Sendable {
    var state = PhaseState.pending
    /// Attempts so far, over all tries; the number of the current one.
    var attempts = 0
    /// Failed attempts that the retry policy counts; a revision starts again at 0.
    var failures = 0
    /// Failed validations that `max_revisions` counts; a revision starts again at 0.
    var rejections = 0
    /// How often this phase sent work back.
    var revisionsRequested = 0
    /// What this phase gave, from the answer on.
    var output: PhaseOutput?
    /// The key under which a result is kept, taken at the phase's turn.
    var key: CacheKey?
    var feedback: String?
    var history: [AgentRequest.PastAttempt] = []
    /// Whether the result came from the cache.
    var isCached = false
    /// Whether the cache is passed over, because the phase is executed again on purpose.
    var mustExecute = false
}
