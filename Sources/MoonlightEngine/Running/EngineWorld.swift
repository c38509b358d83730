internal import Runtime
internal import Simulation
internal import Workflows

/// Where an engine's runs happen.
enum EngineWorld: Sendable {
    /// On a real clock.
    case live(LiveWorld)
    /// On a virtual one.
    case virtual(VirtualTurns)

    /// Performs a run to its end.
    func run(_ order: LiveRunRequest) async -> RunOutcome {
        switch self {
        case .live(let world):
            let start = world.now
            let trace = await world.run(order)
            return RunOutcome(trace: trace, took: max(trace.record.duration, world.now - start))
        case .virtual(let turns): return await turns.run(order)
        }
    }

    func invalidate(tag: String) {
        switch self {
        case .live(let world): world.invalidate(tag: tag)
        case .virtual(let turns): turns.invalidate(tag: tag)
        }
    }

    /// The process died: what was only in its memory is lost.
    func loseMemory() {
        switch self {
        case .live(let world): world.loseMemory()
        case .virtual(let turns): turns.loseMemory()
        }
    }

    /// What became of each fault so far.
    var tallies: [String: FaultTally] {
        switch self {
        case .live(let world): world.tallies
        case .virtual(let turns): turns.tallies
        }
    }
}
