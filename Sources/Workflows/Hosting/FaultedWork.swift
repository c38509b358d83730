/// What faults that acted on a run have left to do.
struct FaultedWork {
    /// What becomes of results that passed `cache.write` and are still to be kept, by phase.
    var stores: [Int: StorePassage] = [:]
    /// What the cache is to do later, by phase.
    var pauses: [Int: CachePause] = [:]
    /// The end of the run, where that waits for the cache.
    var end: Action?
    /// The timers that a fault lets ring early.
    var early: Set<TimerID> = []
}

/// What the cache is asked to do later, because a fault makes it slow.
enum CachePause {
    /// A look-up, and what it finds.
    case lookUp(TurnID, CacheKey, ttl: Duration?, LookUpPassage)
    /// A result to keep, and what becomes of it.
    case store(CacheKey, PhaseOutput, took: Duration, StorePassage.Fate)

    var isStore: Bool { if case .store = self { true } else { false } }
}
