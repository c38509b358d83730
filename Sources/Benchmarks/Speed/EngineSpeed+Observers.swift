package import Invariants
internal import Workflows

/// What invariants cost an explored seed on this machine, in microseconds; each is a median over batches.
package struct ObserverCosts: Sendable {
    /// What each adds that follows every seed.
    package let added: [(invariant: Invariant, cost: Double)]
    /// By how much each of them may be off: a median of differences is that far from another one, on a noisy machine far.
    let errors: [Double]
    /// All of them, with what they share.
    package let together: Double
    /// An execution of the seed that nobody judges.
    package let execution: Double
    /// How many seeds were measured.
    package let seeds: Int

    /// What a seed pays for an invariant: one that executes a seed again pays for that.
    package func cost(of invariant: Invariant) -> Double {
        added.first { $0.invariant == invariant }?.cost ?? execution
    }

    /// By how much that may be off; `nil` where it is no difference.
    package func error(of invariant: Invariant) -> Double? {
        zip(added, errors).first { $0.0.invariant == invariant }?.1
    }
}

extension EngineSpeed {
    /// Seeds between two readings of the clock.
    private static let chunk = 50

    /// Measures what invariants cost a seed, by little effort: well under a second in a release build.
    @concurrent
    package func observerCosts() async throws -> ObserverCosts {
        var seeds = SeedCounter()
        return try observerCosts(&seeds)
    }

    /// What each invariant adds to a seed: all of them less all but one, on the same runs, in turn.
    func observerCosts(_ seeds: inout SeedCounter) throws -> ObserverCosts {
        let all = Invariant.standard
        // The last has all of them.
        var workloads = try (0...all.count).map { left in
            try ExploredWorkload(invariants: all.indices.filter { $0 != left }.map { all[$0] })
        }
        var shares = all.map { _ in [Double]() }
        var together: [Double] = []
        var executions: [Double] = []
        let chunks = max(1, effort.seeds / Self.chunk)
        let count = Double(chunks * Self.chunk)
        for _ in 0..<effort.batches {
            var sums = workloads.map { _ in 0.0 }
            var execution = 0.0
            for chunk in 0..<chunks {
                let begin = processor()
                let traces = seeds.next(Self.chunk).map { workloads[0].execute($0) }
                execution += Self.microseconds(processor() - begin) / count
                for turn in workloads.indices {
                    let place = (turn + chunk) % workloads.count
                    let start = processor()
                    for trace in traces { try workloads[place].judge(trace) }
                    sums[place] += Self.microseconds(processor() - start) / count
                }
            }
            for index in all.indices { shares[index].append(sums[all.count] - sums[index]) }
            together.append(sums[all.count])
            executions.append(execution)
        }
        return ObserverCosts(
            added: zip(all, shares).map { ($0, Self.median($1)) },
            errors: shares.map(Self.error),
            together: Self.median(together),
            execution: Self.median(executions),
            seeds: Int(count) * effort.batches
        )
    }

    /// Twice the standard error of a median, from the median distance to it.
    private static func error(_ values: [Double]) -> Double {
        let middle = median(values)
        let distance = median(values.map { abs($0 - middle) })
        return 2 * 1.2533 * 1.4826 * distance / Double(max(1, values.count)).squareRoot()
    }
}
