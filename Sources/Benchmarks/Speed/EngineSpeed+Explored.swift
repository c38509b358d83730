internal import Invariants
internal import Workflows

// What exploring costs: one seed after another, each in its own world, on one thread.
extension EngineSpeed {
    /// One of the figures: what the scenario has, and how much a seed may cost.
    private struct Exploration {
        let mode: String
        let description: String
        let limit: Double
        var workload: ExploredWorkload
        var costs: [Double] = []
        /// The means of the latest batch.
        var contents = (events: 0.0, firings: 0.0)

        init(
            _ mode: String,
            _ description: String,
            limit: Double,
            _ load: ExploredWorkload.Load
        ) throws(WorkflowGraph.Defect) {
            self.mode = mode
            self.description = description
            self.limit = limit
            workload = try ExploredWorkload(load)
        }
    }

    private static let observerLimit = 0.2
    private static let leastEvents = 45.0
    private static let leastFirings = 2.0

    func explored() throws -> [SpeedFigure] {
        var explorations = try Self.explorations()
        var seeds = SeedCounter()
        for index in explorations.indices {
            _ = try cost(&explorations[index].workload, seeds.next(min(100, effort.seeds)))
        }
        for _ in 0..<effort.batches {
            for index in explorations.indices {
                let (cost, events, firings) = try cost(
                    &explorations[index].workload,
                    seeds.next(effort.seeds)
                )
                explorations[index].costs.append(cost)
                explorations[index].contents = (events, firings)
            }
        }
        return explorations.map(figure) + [lastThird(explorations[0].costs)]
            + (try observers(&seeds))
    }

    /// Whether seeds cost as much in the end as in the beginning.
    private func lastThird(_ costs: [Double]) -> SpeedFigure {
        let third = max(1, costs.count / 3)
        let first = Self.median(Array(costs.prefix(third)))
        return figure(
            "explored_last",
            "the last third of \(costs.count * effort.seeds) seeds; the first \(Self.text(first)) µs",
            Self.median(Array(costs.suffix(third))),
            limit: 1.1 * first
        )
    }

    private static func explorations() throws -> [Exploration] {
        [
            try Exploration("explored", "a new world, three faults", limit: 9, .init()),
            try Exploration(
                "explored_50_faults",
                "47 faults more that could act on every call",
                limit: 11,
                .init(unlikelyFaults: 47)
            ),
            try Exploration("explored_cache", "a cache", limit: 12, .init(hasCache: true)),
            try Exploration("explored_journal", "a journal", limit: 13, .init(hasJournal: true)),
            try Exploration(
                "explored_all",
                "50 faults, a cache and a journal",
                limit: 16,
                .init(unlikelyFaults: 47, hasCache: true, hasJournal: true)
            ),
        ]
    }

    private func figure(_ exploration: Exploration) -> SpeedFigure {
        let contents = exploration.contents
        return figure(
            exploration.mode,
            "\(exploration.description), \(Self.text(contents.events)) events and "
                + "\(Self.text(contents.firings)) firings a seed",
            Self.median(exploration.costs),
            limit: exploration.limit
        )
    }

    private func figure(
        _ mode: String,
        _ description: String,
        _ cost: Double,
        limit: Double
    ) -> SpeedFigure {
        SpeedFigure(
            mode: mode,
            description: description,
            microsecondsPerRun: cost,
            phases: WorkflowCatalog.enhancedFull.phases.count,
            limit: .init(
                limit,
                meaning: "at most \(Self.text(limit)) µs",
                isKept: cost <= limit
            )
        )
    }

    /// The mean cost of a seed and what was in it; throws where that was too little to be worth measuring.
    func cost(
        _ workload: inout ExploredWorkload,
        _ seeds: Range<UInt64>
    ) throws -> (cost: Double, events: Double, firings: Double) {
        let (time, events, firings) = try explore(&workload, seeds)
        let count = Double(seeds.count)
        let means = (Double(events) / count, Double(firings) / count)
        guard means.0 >= Self.leastEvents, means.1 >= Self.leastFirings else {
            throw SpeedFailure(
                message: "a measured seed had \(means.0) events and \(means.1) firings on average"
            )
        }
        return (time / count, means.0, means.1)
    }

    /// The microseconds that seeds took, and what was in them.
    private func explore(
        _ workload: inout ExploredWorkload,
        _ seeds: Range<UInt64>
    ) throws -> (time: Double, events: Int, firings: Int) {
        var events = 0
        var firings = 0
        let start = processor()
        for seed in seeds {
            let explored = try workload.explore(seed)
            events += explored.events
            firings += explored.firings
        }
        return (Self.microseconds(processor() - start), events, firings)
    }

    private func observers(_ seeds: inout SeedCounter) throws -> [SpeedFigure] {
        let measured = try observerCosts(&seeds)
        let whole = figure(
            "explored_observers",
            "all invariants, with what they share",
            measured.together,
            limit: Self.observerLimit * Double(measured.added.count)
        )
        return [whole]
            + measured.added.map { invariant, cost in
                figure(
                    "explored_observer_\(invariant.rawValue)",
                    "what this invariant adds to a seed",
                    cost,
                    limit: Self.observerLimit
                )
            }
    }

    /// A mean with one decimal.
    private static func text(_ mean: Double) -> String {
        let tenths = Int((mean * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    static func microseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12
    }
}

/// Hands out seeds, each once.
struct SeedCounter {
    private var last: UInt64 = 0

    /// The next so many.
    mutating func next(_ count: Int) -> Range<UInt64> {
        let first = last + 1
        last += UInt64(max(0, count))
        return first..<last + 1
    }
}
