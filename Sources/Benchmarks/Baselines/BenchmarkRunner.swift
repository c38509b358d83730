internal import Statistics
package import Suites
internal import Scenarios

/// Measures the runs of scenarios and commands, for baselines, or to compare them at once.
package struct BenchmarkRunner: Sendable {
    /// What is to be done.
    package struct Order: Sendable {
        /// What is measured.
        package var subjects: [BenchmarkSubject]
        /// Which of the subjects are compared, by their places: the baseline comes first.
        package var comparisons: [(baseline: Int, candidate: Int)] = []
        /// How much is measured.
        package var plan: SamplingPlan
        /// Whether each subject is compared with itself, with seeds of its own.
        package var isControl = false
        /// Whether executions that fail count like others.
        package var allowsFailures = false
        /// The seed of the first sample in place of each subject's own.
        package var seed: UInt64?
        /// The id of this call, for the series.
        package var call: String?

        /// Measures subjects, and compares none.
        package init(_ subjects: [BenchmarkSubject], plan: SamplingPlan) {
            self.subjects = subjects
            self.plan = plan
        }
    }

    private var surroundings: SuiteEnvironment

    /// A runner; scenarios on a real clock get their workspaces in these surroundings.
    package init(_ surroundings: SuiteEnvironment) {
        self.surroundings = surroundings
        self.surroundings.measuresPrograms = true
    }

    /// Measures every run of every scenario `pairs` times, held within `SamplingPlan.allowedPairs`.
    package func measure(
        _ subjects: [BenchmarkSubject.MeasuredScenario],
        pairs: Int = SamplingPlan.defaultPairs,
        seed: UInt64? = nil
    ) async throws -> Measurement {
        let allowed = SamplingPlan.allowedPairs
        let count = min(max(pairs, allowed.lowerBound), allowed.upperBound)
        var order = Order(
            subjects.map { .scenario($0) },
            plan: SamplingPlan(pairs: count, seed: seed ?? 0)
        )
        order.seed = seed
        return try await measure(order)
    }

    /// Measures subjects in interleaved rounds, and compares what is to be compared.
    ///
    /// Sample i has the seed + i. Of a run it is that of the run's first repetition, in fresh state, after the runs
    /// before it; one execution of a scenario gives one sample for each of its runs.
    ///
    /// - Throws: `CommandFailure` where a command cannot be executed, or one beside what is measured fails.
    package func measure(
        _ order: Order,
        progress: (@Sendable (SamplingProgress) -> Void)? = nil
    ) async throws -> Measurement {
        let own = order.subjects.map { MeasuredSubject($0, seed: order.seed, surroundings) }
        var subjects = own
        var comparisons = order.comparisons
        if order.isControl {
            let step = UInt64(order.plan.pairs)
            subjects += order.subjects.map {
                MeasuredSubject($0, seed: order.seed, surroundings, shiftedBy: step)
            }
            comparisons = own.indices.map { ($0, own.count + $0) }
        }
        let precision = BenchmarkPrecision(comparisons: comparisons)
        let isPrecisionUsed = progress != nil || order.plan.width != nil
        let sampler = Sampler(order.plan, clock: surroundings.clock) { observations in
            isPrecisionUsed ? precision.widest(of: observations) : nil
        }
        let watch = LoadRecord()
        let samples = try await sampler.sample(subjects.map(\.sampling)) { state in
            watch.note()
            progress?(state)
        }
        var measurement = Measurement(end: samples.end, rounds: samples.rounds, load: watch.load)
        measurement.plan = order.plan
        var series = subjects.indices.map { index in
            subjects[index].series(samples, subject: index, call: order.call)
        }
        for (index, subject) in order.subjects.enumerated() {
            if case .scenario(let measured) = subject {
                await series[index].addPhases(of: measured.scenario)
            }
            measurement.series += series[index]
            measurement.warnings += subjects[index].warnings(samples, subject: index)
        }
        let comparer = BenchmarkComparer(allowsFailures: order.allowsFailures)
        for (baseline, candidate) in comparisons {
            measurement.comparisons += comparer.rows(
                series[baseline],
                series[candidate],
                isControl: order.isControl
            )
        }
        return measurement
    }
}
