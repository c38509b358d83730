internal import Invariants
package import Scenarios
package import Shapes
internal import Workflows

/// Searches a scenario for a schedule of faults under which it breaks a promise.
package struct Explorer: Sendable {
    let scenario: Scenario
    private let options: ExploreOptions
    private let catalog: SampleCatalog
    private let clock: any Clock<Duration>
    let isCancelled: @Sendable () -> Bool

    /// An explorer of a scenario whose runs are all simulated on a virtual clock. The clock measures how long seeds take.
    package init(
        _ scenario: Scenario,
        _ options: ExploreOptions,
        clock: any Clock<Duration>,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(Problems) {
        self.scenario = scenario
        self.options = options
        self.clock = clock
        self.isCancelled = isCancelled
        catalog = try SampleCatalog(for: scenario, choice: options.choice)
    }

    /// Searches: every single fault, then pairs, then seeds.
    package func run(
        progress: (ExplorationProgress) -> Void = { _ in }
    ) async throws -> Exploration {
        let pool = try ExecutorPool(scenario, jobs: options.jobs, isCancelled: isCancelled)
        let exhaustive = try await ExhaustiveSearch(pool, catalog, seed: scenario.seed)
            .run(faults: options.faults, mostPairs: options.executions)
        var result = Exploration(scenario)
        result.singles = exhaustive.singles
        result.pairs = exhaustive.pairs
        result.reach = exhaustive.reach
        result.facts = exhaustive.facts
        var search = SeedSearch(
            scenario,
            pool,
            catalog,
            options,
            visits: exhaustive.visits,
            places: exhaustive.places
        )
        var list = exhaustive.list
        if !isCancelled() {
            let timed = try await measured {
                try await search.run(after: exhaustive.reach) { outcome in
                    progress(ExplorationProgress(outcome, earlier: list.findings.count))
                }
            }
            result.seedsTime = timed.time
            let seeds = timed.outcome
            result.seeds = seeds.seeds
            result.rechecked = seeds.rechecked
            result.reach = seeds.reach
            result.facts.formUnion(seeds.facts)
            result.hash = seeds.hash.value
            list.add(seeds.list)
        }
        // Alike ones stay in the order of the search.
        result.findings = Harm.allCases.flatMap { harm in
            list.findings.filter { $0.violation.promise.harm == harm }
        }
        result.never = Unreached(result, exhaustive.places, catalog).sentences
        return result
    }

    /// Says whether a planted mistake is found by the same drawing and judging, within the first 4,096 executions.
    package static func catchesCanary(
        jobs: Int,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) async throws -> Bool {
        try await Canary.isCaught(jobs: jobs, isCancelled: isCancelled)
    }

    private func measured(
        _ body: () async throws -> SeedSearch.Outcome
    ) async throws -> (outcome: SeedSearch.Outcome, time: Duration) {
        let stopwatch = Stopwatch(clock)
        let outcome = try await body()
        return (outcome, stopwatch.elapsed)
    }
}

/// How long something takes, by any clock.
private struct Stopwatch {
    private let read: () -> Duration

    init(_ clock: some Clock<Duration>) {
        let start = clock.now
        read = { start.duration(to: clock.now) }
    }

    var elapsed: Duration { read() }
}
