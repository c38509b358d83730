internal import Invariants
internal import Scenarios
internal import Workflows

/// Executes a scenario with one seed after another, each of which draws latencies, delays and a schedule of faults.
///
/// What guides the drawing is fixed for a generation of seeds, by what all before it reached; so how many jobs there are
/// changes nothing in what is found.
struct SeedSearch {
    /// What a search found.
    struct Outcome: Sendable {
        var seeds = 0
        var rechecked = 0
        var list = FindingList()
        var reach = Reach()
        var facts: Facts = []
        /// Covers the hashes of all seeds, in their order.
        var hash = TraceHash()
        /// Where something passed, as far as it was looked at.
        var places: Set<VisitedPlace> = []
    }

    /// What came of some seeds in a row.
    fileprivate struct Part: Sendable {
        var seeds = 0
        var list = FindingList()
        var tally = FiringTally()
        var facts: Facts = []
        var hashes: [UInt64] = []
        /// The seeds that are executed again, with their hashes.
        var again: [Again] = []
    }

    /// A seed that is executed again, with what came of it.
    fileprivate struct Again: Sendable {
        let seed: UInt64
        let hash: UInt64
        let firings: [ScheduledFiring]
    }

    /// How many seeds are drawn alike.
    static let generation = 4_096
    /// How many are executed in a row by one job.
    private static let part = 256
    /// One seed in so many is executed again on another thread, in another order.
    private static let recheckedOf = 100
    private static let word = Chance.Word("executed again")

    private let scenario: Scenario
    private let pool: ExecutorPool
    private let catalog: SampleCatalog
    private let options: ExploreOptions
    private let seeds: ClosedRange<UInt64>
    /// Where something can pass, as far as it is known.
    private var places: Set<VisitedPlace>
    private var drawing: ScheduleDrawing

    init(
        _ scenario: Scenario,
        _ pool: ExecutorPool,
        _ catalog: SampleCatalog,
        _ options: ExploreOptions,
        visits: [Failpoint: Int],
        places: Set<VisitedPlace>
    ) {
        self.scenario = scenario
        self.pool = pool
        self.catalog = catalog
        self.options = options
        self.places = places
        seeds = options.seeds
        drawing = ScheduleDrawing(catalog, visits: visits, faults: options.faults)
    }

    /// Executes the seeds until all are spent, or the search is cancelled.
    mutating func run(
        after reach: Reach,
        progress: (Outcome) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome()
        outcome.reach = reach
        outcome.places = places
        var first = seeds.lowerBound
        while !pool.isCancelled() {
            let left = seeds.upperBound - first
            let count = min(UInt64(Self.generation - 1), left)
            try await execute(first...first + count, &outcome)
            progress(outcome)
            guard count < left else { break }
            first += count + 1
        }
        return outcome
    }

    private mutating func execute(
        _ generation: ClosedRange<UInt64>,
        _ outcome: inout Outcome
    ) async throws {
        drawing.unreached = unreached(outcome)
        let drawing = drawing
        let first = generation.lowerBound
        let count = Int(generation.upperBound - first) + 1
        let parts = try await pool.map(count, by: Self.part) { executor, range in
            var part = Part()
            for number in range {
                let seed = first + UInt64(number)
                let order = ExecutionOrder(seed: seed, targets: drawing.targets(seed))
                let execution = try await executor.execute(order)
                part.take(execution, seed: seed, isAgain: Self.isExecutedAgain(seed))
            }
            return part
        }
        var again: [Again] = []
        for part in parts {
            outcome.seeds += part.seeds
            outcome.facts.formUnion(part.facts)
            outcome.list.add(part.list)
            outcome.reach.add(part.tally)
            for hash in part.hashes { outcome.hash.add(hash) }
            again += part.again
        }
        try await execute(again: again, drawing, &outcome)
    }

    private static func isExecutedAgain(_ seed: UInt64) -> Bool {
        Int(Chance(seed: seed).named(word).uniform() * Double(recheckedOf)) == 0
    }

    /// Executes seeds again as `run` executes scenarios, the last one first: what a thread, an executor or a seed before
    /// leaves behind must not show.
    private func execute(
        again: [Again],
        _ drawing: ScheduleDrawing,
        _ outcome: inout Outcome
    ) async throws {
        let again = Array(again.reversed())
        let scenario = scenario
        let isCancelled = pool.isCancelled
        let other = try ExecutorPool(
            scenario,
            jobs: options.jobs,
            isWhole: true,
            isCancelled: isCancelled
        )
        let results = try await other.map(again.count, by: 8) { executor, range in
            var results: [(first: Again, execution: ExploredExecution)] = []
            for first in again[range] {
                let targets = drawing.targets(first.seed)
                let order = ExecutionOrder(seed: first.seed, targets: targets)
                results.append((first, try await executor.execute(order)))
            }
            return results
        }
        for (first, execution) in results.joined() where !isCancelled() {
            let (seed, hash) = (first.seed, first.hash)
            outcome.rechecked += 1
            outcome.list.note(execution, seed: seed)
            guard execution.hash.value != hash else { continue }
            let violation = Violation(
                promise: .invariant(.determinism),
                run: scenario.name,
                sequence: 0,
                message:
                    "seed \(seed) gave the trace \(String(hash, radix: 16)), and executed again "
                    + String(execution.hash.value, radix: 16)
            )
            outcome.list.add(
                Finding(violation: violation, seed: seed, schedule: first.firings)
            )
        }
    }

    /// What has not fired where something passes, in a fixed order.
    private func unreached(_ outcome: Outcome) -> [(place: VisitedPlace, sample: Int)] {
        var unreached: [(place: VisitedPlace, sample: Int)] = []
        for place in outcome.places.sorted() {
            for sample in catalog.places(at: place.failpoint)
            where catalog.samples[sample].isFirst {
                let fired = Reach.FiredPlace(place: place, type: catalog.samples[sample].type)
                if !outcome.reach.fired.contains(fired) { unreached.append((place, sample)) }
            }
        }
        return unreached
    }
}

extension SeedSearch.Part {
    /// Takes up what came of a seed.
    fileprivate mutating func take(_ execution: ExploredExecution, seed: UInt64, isAgain: Bool) {
        seeds += 1
        facts.formUnion(execution.facts)
        if !execution.violations.isEmpty { list.note(execution, seed: seed) }
        tally.note(execution.firings)
        hashes.append(execution.hash.value)
        guard isAgain else { return }
        again.append(
            .init(seed: seed, hash: execution.hash.value, firings: execution.firings)
        )
    }
}
