package import Faults
package import Workflows

/// A world on a real clock: structured tasks perform what the machine asks for.
///
/// One value serves the runs of one scenario in turn, as `VirtualWorld` does.
package struct LiveWorld: Sendable {
    /// What the world needs of the machine that it runs on.
    package typealias Surroundings = LiveSurroundings

    private var state: LiveState

    /// A world with an empty cache, in which these faults can happen.
    package init(faults: [Fault], surroundings: Surroundings) {
        state = LiveState(faults: faults, surroundings: surroundings)
    }

    /// The time since the start of the world.
    package var now: Duration { state.now }

    /// How often each fault fired so far.
    package var firings: [String: Int] { state.injector.firings }

    /// How often each fault's call sites were reached so far.
    package var visits: [String: Int] { state.injector.visits }

    /// Performs a run to its end; when the task is cancelled the run is, and every process has ended on return.
    package mutating func run(_ plan: RunPlan, agents: [String: LiveAgent]) async -> RunTrace {
        state.cache.limit(to: plan.configuration.cacheLimits)
        var loop = LiveLoop(plan: plan, agents: agents, world: state)
        await loop.drive()
        state = loop.world
        return loop.trace
    }
}
