/// Which of a run's entries are durable. They are recorded in their order, and answered in it.
struct RecordingProgress: Sendable {
    /// How many entries the world was given.
    private var handed = 0
    /// How many of them it answered.
    private var answered = 0
    /// How many it has to answer before anything outside the run is done.
    private var awaited = 0

    /// Whether what was decided is not durable yet.
    var isAwaited: Bool { answered < awaited }

    /// Whether an entry is on its way.
    var isInProgress: Bool { answered < handed }

    /// The world is given an entry.
    mutating func hand() { handed += 1 }

    /// The world answers the earliest entry that it has not answered.
    mutating func answer() { answered += 1 }

    /// What was decided is durable once all entries so far are, and those that are about to be handed over.
    mutating func awaitAll(and more: Int = 0) { awaited = handed + more }
}
