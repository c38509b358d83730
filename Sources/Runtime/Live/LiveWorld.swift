internal import Agents
package import Faults
package import Workflows

/// A world on a real clock: structured tasks perform what the machine asks for.
///
/// One value serves the runs of one scenario in turn, as `VirtualWorld` does.
package struct LiveWorld: Sendable {
    /// What a live world needs of the machine that it runs on.
    package struct Surroundings: Sendable {
        /// Where time comes from.
        package let clock: ContinuousClock
        /// A folder of this world's own, in which each run has its workspace.
        package let workspaces: String
        /// The environment that process agents can take declared variables from.
        package let environment: [String: String]
        /// What must never be kept or shown.
        package let secrets: SecretFilter
        /// What simulated latencies are multiplied by.
        package let timeScale: Double

        /// Describes the surroundings.
        package init(
            clock: ContinuousClock,
            workspaces: String,
            environment: [String: String],
            secrets: SecretFilter,
            timeScale: Double
        ) {
            self.clock = clock
            self.workspaces = workspaces
            self.environment = environment
            self.secrets = secrets
            self.timeScale = timeScale
        }
    }

    let surroundings: Surroundings
    let origin: ContinuousClock.Instant
    var cache = ResultCache()
    var injector: FaultInjector
    var calls = SimulatedCalls()

    /// A world with an empty cache, in which these faults can happen.
    package init(faults: [Fault], surroundings: Surroundings) {
        self.surroundings = surroundings
        origin = surroundings.clock.now
        injector = FaultInjector(faults)
    }

    /// The time since the start of the world.
    package var now: Duration { origin.duration(to: surroundings.clock.now) }

    /// How often each fault fired so far.
    package var firings: [String: Int] { injector.firings }

    /// How often each fault's call sites were reached so far.
    package var visits: [String: Int] { injector.visits }

    /// Performs a run to its end; when the task is cancelled the run is, and every process has ended on return.
    package mutating func run(_ plan: RunPlan, agents: [String: LiveAgent]) async -> RunTrace {
        cache.limit(to: plan.configuration.cacheLimits)
        var loop = LiveLoop(plan: plan, agents: agents, world: self)
        await loop.drive()
        self = loop.world
        return loop.trace
    }
}
