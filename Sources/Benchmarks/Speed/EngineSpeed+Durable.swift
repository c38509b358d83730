internal import Runtime
internal import Storage
internal import Workflows

// Modes that wait for the disk.
extension EngineSpeed {
    private static let allowance = 50.0
    private static let concurrency = 64

    func durable() async throws -> [SpeedFigure] {
        let workload = try SpeedWorkload { configuration, _ in configuration.hasCheckpoints = true }
        let journal = try JournalDatabase(folder: folder)
        let bare = try BareCommits(folder: folder)
        let row = Array(SpeedWorkload.text.utf8)
        let world = world()
        var number = 0
        var costs: [Double] = []
        var commits: [Double] = []
        var together: [Double] = []
        for _ in 0..<effort.batches {
            commits.append(
                try await microseconds {
                    for _ in 0..<effort.durableRuns * SpeedWorkload.phases { try bare.commit(row) }
                } / Double(effort.durableRuns)
            )
            costs.append(
                try await microseconds {
                    for _ in 0..<effort.durableRuns {
                        number += 1
                        let recorder = recorder(journal, number)
                        try await run(workload, in: world) { $0.journal = recorder }
                    }
                } / Double(effort.durableRuns)
            )
            let first = number + 1
            number += Self.concurrency
            together.append(
                try await microseconds {
                    try await runTogether(workload, world, journal, first...number)
                } / Double(Self.concurrency)
            )
        }
        return figures(costs, commits, together)
    }

    private func figures(
        _ costs: [Double],
        _ commits: [Double],
        _ together: [Double]
    ) -> [SpeedFigure] {
        let cost = Self.median(costs)
        let bare = Self.median(commits)
        let shared = Self.median(together)
        // Neighbours in time, so that a slow moment of the disk touches both.
        let excess = Self.median(zip(costs, commits).map { $0 - $1 })
        return [
            SpeedFigure(
                mode: "durable",
                description: "five phases, each commit synced",
                microsecondsPerRun: cost,
                phases: SpeedWorkload.phases,
                limit: .init(
                    bare + Self.allowance,
                    meaning: "at most five single-row commits + 50 µs",
                    isKept: excess <= Self.allowance
                )
            ),
            SpeedFigure(
                mode: "bare_commits",
                description: "five single-row SQLite commits of the same durability",
                microsecondsPerRun: bare,
                phases: SpeedWorkload.phases
            ),
            SpeedFigure(
                mode: "durable_64",
                description: "64 runs at a time, commits share their sync",
                microsecondsPerRun: shared,
                phases: SpeedWorkload.phases,
                limit: .init(
                    cost / 5,
                    meaning: "at least 5 times the rate of one run at a time",
                    isKept: shared <= cost / 5
                )
            ),
        ]
    }

    private func recorder(_ journal: JournalDatabase, _ number: Int) -> StoredRunJournal {
        StoredRunJournal(
            journal,
            origin: RunOrigin(
                id: "speed-\(number)",
                scenario: "speed",
                run: "speed",
                file: "",
                seed: 1,
                startedAt: .zero
            )
        )
    }

    private func runTogether(
        _ workload: SpeedWorkload,
        _ world: LiveWorld,
        _ journal: JournalDatabase,
        _ numbers: ClosedRange<Int>
    ) async throws {
        let orders = numbers.map { number in
            var order = LiveRunRequest(plan: workload.plan, agents: workload.agents)
            order.journal = recorder(journal, number)
            return order
        }
        let traces = await world.run(orders)
        guard traces.allSatisfy({ $0.status == .succeeded }) else {
            throw SpeedFailure(message: "a run at the same time as others did not succeed")
        }
    }
}
