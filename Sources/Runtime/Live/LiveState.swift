internal import Agents
internal import Faults
internal import Workflows

/// What the runs of one live world share.
struct LiveState: Sendable {
    let surroundings: LiveSurroundings
    let origin: ContinuousClock.Instant
    var cache = ResultCache()
    var injector: FaultInjector
    var calls = SimulatedCalls()

    init(faults: [Fault], surroundings: LiveSurroundings) {
        self.surroundings = surroundings
        origin = surroundings.clock.now
        injector = FaultInjector(faults)
    }

    /// The time since the start of the world.
    var now: Duration { origin.duration(to: surroundings.clock.now) }
}
