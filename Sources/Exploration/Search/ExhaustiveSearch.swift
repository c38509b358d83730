internal import Workflows

/// Executes a scenario with every single fault, and with every pair of which the second meets what the first led to.
///
/// A single is a visit of the fault-free trace and a type. To each single that fired belong the visits of its own trace
/// after that firing: undoing, second attempts and resumes are there, not in the fault-free trace. Nothing is pruned.
package struct ExhaustiveSearch {
    /// How many executions there are of a kind, and how many were spent.
    package struct Progress: Sendable, Equatable {
        /// How many were executed.
        package var executed = 0
        /// How many there are; known in full once every execution was counted.
        package var total = 0
    }

    /// What a search found.
    struct Outcome: Sendable {
        var singles = Progress()
        var pairs = Progress()
        var list = FindingList()
        var reach = Reach()
        var facts: Facts = []
        /// Where something passed.
        var places: Set<VisitedPlace> = []
        /// How often something passed each failpoint in the fault-free trace.
        var visits: [Failpoint: Int] = [:]
    }

    /// A single that fired, with what passed failpoints after it.
    private struct Lineage: Sendable {
        let first: ScheduledFiring
        let later: [Site.Key]
    }

    private let pool: ExecutorPool
    private let catalog: SampleCatalog
    private let seed: UInt64
    /// How many are executed in a row by one job.
    private static let part = 32

    init(_ pool: ExecutorPool, _ catalog: SampleCatalog, seed: UInt64) {
        self.pool = pool
        self.catalog = catalog
        self.seed = seed
    }

    /// Executes the scenario without a fault; with `faults` each single, with two pairs until `most` are spent.
    func run(faults: Int, mostPairs most: Int) async throws -> Outcome {
        var outcome = Outcome()
        let order = ExecutionOrder(seed: seed, recordsVisits: true, recordsEndings: true)
        guard
            let base = try await pool.map(
                1,
                by: 1,
                { executor, _ in
                    try await executor.execute(order)
                }
            ).first
        else { return outcome }
        outcome.take(base, seed: seed)
        for visit in base.visits { outcome.visits[visit.site.failpoint, default: 0] += 1 }
        guard faults > 0 else { return outcome }
        let lineages = try await singles(base, &outcome)
        // What only a fault leads to, as the opening of a journal by whoever resumes a run, is visited, too.
        for place in outcome.places where outcome.visits[place.failpoint] == nil {
            outcome.visits[place.failpoint] = 1
        }
        if faults > 1 { try await pairs(lineages, most, &outcome) }
        return outcome
    }

    private func singles(
        _ base: ExploredExecution,
        _ outcome: inout Outcome
    ) async throws -> [Lineage] {
        let catalog = catalog
        let singles = base.visits.flatMap { visit in
            catalog.places(at: visit.site.failpoint).map { (site: visit.site, sample: $0) }
        }
        outcome.singles.total = singles.count
        let seed = seed
        let results = try await pool.map(singles.count, by: Self.part) { executor, range in
            var executions: [ExploredExecution] = []
            for single in singles[range] {
                let sample = catalog.samples[single.sample]
                let target = FaultTarget(sample, at: .site(single.site), number: 1)
                var order = ExecutionOrder(seed: seed, targets: [target])
                order.recordsVisits = true
                order.recordsEndings = true
                var execution = try await executor.execute(order)
                execution.visits.removeAll { $0.firings == 0 }
                executions.append(execution)
            }
            return executions
        }
        var lineages: [Lineage] = []
        for (single, execution) in zip(singles, results.joined()) {
            outcome.singles.executed += 1
            outcome.take(execution, seed: seed)
            let sample = catalog.samples[single.sample]
            outcome.reach.note(
                single: sample,
                at: single.site,
                hasFired: execution.firings.contains { !$0.isOwn },
                isAbsorbed: execution.endings == base.endings
            )
            guard sample.isFirst, let first = execution.firings.first(where: { !$0.isOwn })
            else { continue }
            let later = execution.visits.map(\.site).filter { $0 != first.site }
            lineages.append(Lineage(first: first, later: later))
        }
        return lineages
    }

    private func pairs(
        _ lineages: [Lineage],
        _ most: Int,
        _ outcome: inout Outcome
    ) async throws {
        var numbers = FiringNumbers()
        var known: Set<UInt64> = []
        var open: [(first: ScheduledFiring, site: Site.Key, sample: Int)] = []
        for lineage in lineages {
            let first = numbers.number(of: lineage.first.site, lineage.first.sample.type)
            for site in lineage.later {
                for sample in catalog.places(at: site.failpoint)
                where catalog.samples[sample].isFirst {
                    let second = numbers.number(of: site, catalog.samples[sample].type)
                    guard known.insert(FiringNumbers.pair(first, second)).inserted else { continue }
                    outcome.pairs.total += 1
                    if outcome.pairs.total <= most { open.append((lineage.first, site, sample)) }
                }
            }
        }
        let (pairs, catalog, seed) = (open, catalog, seed)
        let results = try await pool.map(pairs.count, by: Self.part) { executor, range in
            var part = Outcome()
            for pair in pairs[range] {
                let second = FaultTarget(
                    catalog.samples[pair.sample],
                    at: .site(pair.site),
                    number: 2
                )
                let order = ExecutionOrder(seed: seed, targets: [FaultTarget(pair.first), second])
                let execution = try await executor.execute(order)
                part.pairs.executed += 1
                part.take(execution, seed: seed)
                part.reach.note(execution.firings)
            }
            return part
        }
        for part in results { outcome.add(part) }
    }
}

extension ExhaustiveSearch.Outcome {
    /// Takes up an execution.
    fileprivate mutating func take(_ execution: ExploredExecution, seed: UInt64) {
        facts.formUnion(execution.facts)
        list.note(execution, seed: seed)
        for visit in execution.visits { places.insert(VisitedPlace(visit.site)) }
    }

    fileprivate mutating func add(_ part: Self) {
        pairs.executed += part.pairs.executed
        facts.formUnion(part.facts)
        list.add(part.list)
        reach.add(part.reach)
    }
}

/// Numbers for what fires where, so that a pair is a number, too.
private struct FiringNumbers {
    private struct Firing: Hashable {
        let site: Site.Key
        let type: String
    }

    private var numbers: [Firing: UInt32] = [:]

    mutating func number(of site: Site.Key, _ type: String) -> UInt32 {
        let firing = Firing(site: site, type: type)
        if let known = numbers[firing] { return known }
        let number = UInt32(truncatingIfNeeded: numbers.count)
        numbers[firing] = number
        return number
    }

    /// The same for both orders.
    static func pair(_ left: UInt32, _ right: UInt32) -> UInt64 {
        UInt64(min(left, right)) << 32 | UInt64(max(left, right))
    }
}
