package import Suites
package import Scenarios
package import Workflows

/// Measures the runs of scenarios, for baselines.
package struct BenchmarkRunner: Sendable {
    /// A scenario with what distinguishes its file from a changed one.
    package struct Subject: Sendable {
        /// The scenario.
        package let scenario: Scenario
        /// Covers the bytes of its file.
        package let digest: Digest

        /// A scenario that was read from these bytes.
        package init(_ scenario: Scenario, bytes: [UInt8]) {
            var builder = DigestBuilder("scenario file/1")
            builder.add(bytes: bytes)
            self.scenario = scenario
            digest = builder.digest
        }
    }

    /// What came of measuring.
    package struct Measurement: Sendable {
        /// A series for each run that was measured in full.
        package var series: [Series] = []
        /// In how many of the executions of each series its run did not hold, in the order of the series.
        package var failed: [Int] = []
        /// What makes the samples doubtful.
        package var warnings: [MeasurementWarning] = []
    }

    /// How many samples are taken unless the user says otherwise.
    package static let defaultPairs = 10
    /// How many samples may be taken.
    package static let allowedPairs = 1...Series.limit

    private let surroundings: SuiteEnvironment

    /// A runner; scenarios on a real clock get their workspaces in these surroundings.
    package init(_ surroundings: SuiteEnvironment) {
        self.surroundings = surroundings
    }

    /// Measures every run of every scenario `pairs` times, held within `allowedPairs`.
    ///
    /// Sample i has the seed + i, whose first is each scenario's own unless it is given. It is the
    /// time of the run's first repetition, in fresh state, after the runs before it; one execution
    /// of a scenario gives one sample for each of its runs.
    package func measure(
        _ subjects: [Subject],
        pairs: Int = defaultPairs,
        seed: UInt64? = nil
    ) async -> Measurement {
        let count = min(max(pairs, Self.allowedPairs.lowerBound), Self.allowedPairs.upperBound)
        var measurement = Measurement()
        for subject in subjects {
            let scenario = subject.scenario
            let first = seed ?? scenario.seed
            var results: [ScenarioResult] = []
            for number in 0..<count where !Task.isCancelled {
                results.append(await run(scenario, seed: first &+ UInt64(number), number))
            }
            measurement.warnings += warnings(scenario, results)
            for index in scenario.runs.indices {
                let samples = results.compactMap { $0.microseconds(ofRun: index) }
                guard samples.count == count else {
                    measurement.warnings.append(
                        MeasurementWarning(
                            scenario,
                            "the run \(scenario.runs[index].name) was not measured: expected "
                                + "\(count) samples, found \(samples.count)"
                        )
                    )
                    continue
                }
                measurement.series.append(series(subject, run: index, first, samples))
                measurement.failed.append(results.count { !$0.runs[index].failures.isEmpty })
            }
            await measurement.series.addPhases(of: scenario)
        }
        return measurement
    }

    private func run(_ scenario: Scenario, seed: UInt64, _ number: Int) async -> ScenarioResult {
        var options = ScenarioRunner.Options()
        options.seed = seed
        return await ScenarioRunner(surroundings, options: options).run(scenario, number: number)
    }

    private func series(
        _ subject: Subject,
        run index: Int,
        _ seed: UInt64,
        _ samples: [Int]
    ) -> Series {
        let scenario = subject.scenario
        return Series(
            scenario: scenario.name,
            file: scenario.file,
            scenarioDigest: subject.digest.description,
            workflow: scenario.workflow.name,
            workflowDigest: scenario.workflow.digest.description,
            run: scenario.runs[index].name,
            metric: .duration,
            isSimulated: scenario.isVirtual,
            seed: seed,
            samples: samples
        )
    }

    private func warnings(
        _ scenario: Scenario,
        _ results: [ScenarioResult]
    ) -> [MeasurementWarning] {
        var warnings: [MeasurementWarning] = []
        let failed = results.filter { $0.status == .failed }
        if let first = failed.first {
            let why = first.failures.first?.message ?? first.breakage ?? "it did not end"
            warnings.append(
                MeasurementWarning(
                    scenario,
                    "it failed in \(failed.count) of \(results.count) measurements, first with "
                        + "seed \(first.seed): \(why)"
                )
            )
        }
        for run in scenario.runs where run.seed != nil {
            warnings.append(
                MeasurementWarning(
                    scenario,
                    "the run \(run.name) has a seed of its own, so that its samples draw the same "
                        + "chance every time"
                )
            )
        }
        return warnings
    }
}

/// What makes a measurement doubtful, though it was taken.
package struct MeasurementWarning: Sendable, Equatable, CustomStringConvertible {
    /// The scenario's name.
    package let scenario: String
    /// The scenario's file as messages show it.
    package let file: String
    /// What is doubtful, in one line.
    package let message: String

    init(_ scenario: Scenario, _ message: String) {
        self.scenario = scenario.name
        file = scenario.file
        self.message = message
    }

    /// `file: warning: message`.
    package var description: String { "\(file): warning: \(message)" }
}

extension ScenarioResult {
    /// The duration of a run's first repetition; `nil` where it was not reached.
    func microseconds(ofRun index: Int) -> Int? {
        guard runs.indices.contains(index) else { return nil }
        return runs[index].repetitions.first?.record.duration.microseconds
    }
}
