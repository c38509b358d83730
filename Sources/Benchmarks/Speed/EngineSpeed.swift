internal import Agents
internal import Runtime
internal import Simulation
internal import Statistics
internal import Storage
internal import Workflows

/// Measures what the engine itself costs on this machine.
///
/// Each figure is the median over batches, which are taken in turn with those it is compared with.
package struct EngineSpeed: Sendable {
    /// How much is measured.
    package struct Effort: Sendable {
        /// Batches per figure.
        package var batches = 15
        /// Runs in each batch of a mode without a disk.
        package var runs = 200
        /// Runs in each batch of a mode that waits for the disk.
        package var durableRuns = 8
        /// Seeds in each batch of the mode that explores.
        package var seeds = 2000

        /// The usual effort.
        package init() {}
    }

    let clock: ContinuousClock
    let wall: @Sendable () -> Duration
    /// The processor time that the calling thread has used.
    let processor: @Sendable () -> Duration
    /// A folder on the disk that is measured.
    let folder: String
    let effort: Effort

    /// Measures on the disk of this folder, which exists and stays; files in it are the caller's to remove.
    package init(
        clock: ContinuousClock,
        wall: @escaping @Sendable () -> Duration,
        processor: @escaping @Sendable () -> Duration,
        folder: String,
        effort: Effort = Effort()
    ) {
        self.clock = clock
        self.wall = wall
        self.processor = processor
        self.folder = folder
        self.effort = effort
    }

    /// What can be measured.
    package enum Mode: String, Sendable, CaseIterable {
        /// Asynchronous agents, nothing recorded; long chains and wide fans too.
        case memory
        /// Every commit synced to the disk.
        case durable
        /// Every result from the cache.
        case cached
        /// Three failures in each phase.
        case retry
        /// A virtual clock.
        case simulated
        /// Seed after seed on a virtual clock, with faults and invariants.
        case explored
    }

    /// The figures of some modes.
    @concurrent
    package func figures(of modes: [Mode]) async throws -> [SpeedFigure] {
        var figures: [SpeedFigure] = []
        for mode in modes {
            switch mode {
            case .memory: figures += try await memory()
            case .durable: figures += try await durable()
            case .cached: figures += try await cached()
            case .retry: figures.append(try await retry())
            case .simulated: figures += try simulated()
            case .explored: figures += try explored()
            }
        }
        return figures
    }

    /// The median of a list of measurements; zero for an empty one.
    static func median(_ values: [Double]) -> Double {
        (try? Sample(values))?.median ?? 0
    }

    func microseconds(_ body: () async throws -> Void) async rethrows -> Double {
        let start = clock.now
        try await body()
        let time = start.duration(to: clock.now)
        return Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12
    }

    func world(ownResults: (any SharedResults)? = nil) -> LiveWorld {
        LiveWorld(
            faults: [],
            surroundings: LiveEnvironment(
                clock: clock,
                wall: wall,
                workspaces: folder,
                environment: [:],
                secrets: SecretFilter([]),
                timeScale: 1
            ),
            ownResults: ownResults
        )
    }

    /// The median cost of one run, over batches of so many.
    func medianCost(
        runs: Int,
        _ body: () async throws -> Void
    ) async throws -> Double {
        try await body()
        var costs: [Double] = []
        for _ in 0..<effort.batches {
            costs.append(try await cost(of: runs, body))
        }
        return Self.median(costs)
    }

    /// The mean cost of one run in a batch of so many.
    func cost(of runs: Int, _ body: () async throws -> Void) async throws -> Double {
        let cost = try await microseconds {
            for _ in 0..<runs { try await body() }
        }
        return cost / Double(runs)
    }

    func run(
        _ workload: SpeedWorkload,
        in world: LiveWorld,
        _ change: (inout LiveRunRequest) -> Void = { _ in }
    ) async throws {
        var order = LiveRunRequest(plan: workload.plan, agents: workload.agents)
        change(&order)
        let trace = await world.run(order)
        guard trace.status == .succeeded else {
            throw SpeedFailure(message: "a measured run ended as \(trace.status.rawValue)")
        }
    }
}

/// A measurement that did not measure what it should.
package struct SpeedFailure: Error, CustomStringConvertible {
    let message: String

    package var description: String { message }
}
