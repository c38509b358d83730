internal import Agents
internal import Runtime
internal import Simulation
internal import Storage
internal import Workflows

// Modes that do not wait for a disk.
extension EngineSpeed {
    private static let limit = 20.0

    /// Five phases, and in addition a long chain and a wide fan on the real clock.
    func memory() async throws -> [SpeedFigure] {
        let world = world()
        let workloads = try [
            (SpeedWorkload(), times: effort.runs),
            (SpeedWorkload(phases: 10_000), times: 1),
            (SpeedWorkload(.fan, phases: 1001), times: 2),
        ]
        for (workload, _) in workloads { try await run(workload, in: world) }
        var costs: [[Double]] = [[], [], []]
        for _ in 0..<effort.batches {
            for (number, (workload, times)) in workloads.enumerated() {
                costs[number].append(
                    try await cost(of: times) { try await run(workload, in: world) }
                )
            }
        }
        let medians = costs.map(Self.median)
        let perPhase = medians[0] / Double(SpeedWorkload.phases)
        return [
            SpeedFigure(
                mode: "memory",
                description: "five phases, asynchronous agents, nothing recorded",
                microsecondsPerRun: medians[0],
                phases: SpeedWorkload.phases,
                limit: .init(
                    Self.limit,
                    meaning: "at most 20 µs",
                    isKept: medians[0] <= Self.limit
                )
            ),
            shape("chain", "10,000 phases in a row", medians[1], 10_000, perPhase),
            shape("fan", "1,000 phases after one, at the same time", medians[2], 1001, perPhase),
        ]
    }

    func cached() async throws -> [SpeedFigure] {
        let workload = try SpeedWorkload { configuration, names in
            for name in names { configuration.phases[name]?.isCached = true }
        }
        let memory = world()
        let cost = try await medianCost(runs: effort.runs) { try await run(workload, in: memory) }
        let disk = world(
            ownResults: StoredResults(
                try CacheDatabase(folder: folder),
                locks: try FlightLocks(folder: folder)
            )
        )
        let diskCost = try await medianCost(runs: max(1, effort.runs / 10)) {
            try await run(workload, in: disk)
        }
        return [
            SpeedFigure(
                mode: "cached",
                description: "five hits, results in memory",
                microsecondsPerRun: cost,
                phases: SpeedWorkload.phases,
                limit: .init(Self.limit, meaning: "at most 20 µs", isKept: cost <= Self.limit)
            ),
            SpeedFigure(
                mode: "cached_sqlite",
                description: "five hits, results in SQLite",
                microsecondsPerRun: diskCost,
                phases: SpeedWorkload.phases
            ),
        ]
    }

    func retry() async throws -> SpeedFigure {
        let workload = try SpeedWorkload { configuration, names in
            for name in names {
                configuration.phases[name]?.retry.initial = .zero
                configuration.phases[name]?.retry.maxAttempts = 4
            }
        }
        let world = world()
        let cost = try await medianCost(runs: effort.runs) {
            let order = LiveRunRequest(
                plan: workload.plan,
                agents: ["agent": .function(SpeedWorkload.failing)]
            )
            guard await world.run(order).status == .succeeded else {
                throw SpeedFailure(message: "a run with retries did not succeed")
            }
        }
        return SpeedFigure(
            mode: "retry",
            description: "five phases, three failures each, no delays",
            microsecondsPerRun: cost,
            phases: SpeedWorkload.phases
        )
    }

    func simulated() throws -> [SpeedFigure] {
        let plain = try SpeedWorkload()
        let long = try SpeedWorkload(phases: 10_000)
        let wide = try SpeedWorkload(.fan, phases: 1001)
        var costs: [[Double]] = [[], [], []]
        for _ in 0..<effort.batches {
            costs[0].append(simulate(plain, times: effort.runs))
            costs[1].append(simulate(long, times: 1))
            costs[2].append(simulate(wide, times: 2))
        }
        let medians = costs.map(Self.median)
        let perPhase = medians[0] / Double(SpeedWorkload.phases)
        return [
            SpeedFigure(
                mode: "simulated",
                description: "five phases on a virtual clock",
                microsecondsPerRun: medians[0],
                phases: SpeedWorkload.phases
            ),
            shape("simulated_chain", "10,000 phases in a row", medians[1], 10_000, perPhase),
            shape("simulated_fan", "1,000 phases after one", medians[2], 1001, perPhase),
        ]
    }

    private func simulate(_ workload: SpeedWorkload, times: Int) -> Double {
        let output = PhaseOutput(text: SpeedWorkload.text)
        let agents = ["agent": SimulatedAgent(outputs: [output], latency: .constant(.seconds(1)))]
        var world = VirtualWorld()
        let start = clock.now
        for _ in 0..<times { _ = world.run(workload.plan, agents: agents, keepsJournal: false) }
        let time = start.duration(to: clock.now)
        return Double(time.microseconds) / Double(times)
    }

    private func shape(
        _ mode: String,
        _ description: String,
        _ cost: Double,
        _ phases: Int,
        _ reference: Double
    ) -> SpeedFigure {
        let limit = 1.5 * reference
        return SpeedFigure(
            mode: mode,
            description: description,
            microsecondsPerRun: cost,
            phases: phases,
            limit: .init(
                limit * Double(phases),
                meaning: "per phase at most 1.5 times what five phases cost",
                isKept: cost / Double(phases) <= limit
            )
        )
    }
}
