package import Scenarios
internal import Suites
package import Workflows

/// Something that can be measured.
package enum BenchmarkSubject: Sendable {
    /// A scenario with what distinguishes its file from a changed one.
    package struct MeasuredScenario: Sendable {
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

    /// All runs of a scenario.
    case scenario(MeasuredScenario)
    /// A command, with the environment that it is executed in.
    case command(MeasuredCommand, environment: [String: String])
}

extension BenchmarkSubject {
    /// What each thing that is measured of it is known by in a baseline, whatever the metric.
    package var keys: [SeriesKey] {
        switch self {
        case .scenario(let subject):
            let scenario = subject.scenario
            return scenario.runs.map {
                SeriesKey(file: scenario.file, scenario: scenario.nameInMatrix, run: $0.name)
            }
        case .command(let command, _):
            return [Series(command, metric: .duration, seed: 0).key]
        }
    }
}

/// What a run or a command is known by in a baseline.
package struct SeriesKey: Sendable, Hashable {
    let file: String
    let scenario: String
    let run: String
}

extension Series {
    /// What is measured, whatever the metric.
    package var key: SeriesKey { SeriesKey(file: file, scenario: scenario, run: run) }
}

/// A subject with what a sampler needs of it, and the series that its samples become.
struct MeasuredSubject: Sendable {
    let sampling: SamplingSubject
    private let subject: BenchmarkSubject
    private let seed: UInt64

    /// A subject; its seeds begin later where it is one side of a control.
    init(
        _ subject: BenchmarkSubject,
        seed: UInt64?,
        _ surroundings: SuiteEnvironment,
        shiftedBy step: UInt64 = 0
    ) {
        self.subject = subject
        switch subject {
        case .scenario(let measured):
            let scenario = measured.scenario
            self.seed = seed ?? scenario.seed
            sampling = SamplingSubject(
                name: scenario.nameInMatrix,
                parts: scenario.runs.count,
                seed: self.seed &+ step
            ) { seed, number in
                var options = ScenarioRunner.Options()
                options.seed = seed
                let runner = ScenarioRunner(surroundings, options: options)
                let result = await runner.run(scenario, number: number)
                try Task.checkCancellation()
                return result.observations(of: scenario)
            }
        case .command(let command, let environment):
            self.seed = seed ?? 0
            let line = ShellCommand(command.line)
            let clock = surroundings.clock
            let urgency = surroundings.urgency
            var sampling = SamplingSubject(name: command.line, seed: self.seed) { _, _ in
                let usage = try await CommandExecution(
                    line,
                    environment: environment,
                    clock: clock,
                    until: urgency
                ).run()
                return [Observation(usage)]
            }
            sampling.prepare = command.prepare.map {
                CommandHook("--prepare", $0, environment, clock: clock, until: urgency).run
            }
            self.sampling = sampling
        }
    }

    /// The series of the parts that were measured in full.
    func series(_ samples: Sampler.Samples, subject index: Int, call: String?) -> [Series] {
        let metrics = Series.Metric.allCases.filter { isUsed($0, samples.observations[index]) }
        return (0..<sampling.parts).flatMap { part in
            metrics.compactMap { metric in
                guard let values = samples.values(metric, subject: index, part: part) else {
                    return nil
                }
                var series = series(part, metric)
                series.samples = values
                series.failed = samples.failed(subject: index, part: part)
                // What a virtual clock measures is the same whenever it is, and so are the bytes of its baseline.
                series.call = series.isSimulated ? nil : call
                return series
            }
        }
    }

    /// Whether a metric says anything: no agent of a scenario may use tokens, cost anything, or be a program.
    private func isUsed(_ metric: Series.Metric, _ parts: [[Observation]]) -> Bool {
        guard case .scenario = subject, Self.rare.contains(metric) else { return true }
        return parts.joined().contains { $0.values[metric] ?? 0 > 0 }
    }

    private static let rare: Set<Series.Metric> = [.tokens, .cost, .cpu, .memory]

    private func series(_ part: Int, _ metric: Series.Metric) -> Series {
        switch subject {
        case .scenario(let measured):
            let scenario = measured.scenario
            return Series(
                scenario: scenario.nameInMatrix,
                file: scenario.file,
                scenarioDigest: measured.digest.description,
                workflow: scenario.workflow.name,
                workflowDigest: scenario.workflow.digest.description,
                run: scenario.runs[part].name,
                metric: metric,
                isSimulated: scenario.isVirtual,
                seed: seed,
                samples: []
            )
        case .command(let command, _):
            return Series(command, metric: metric, seed: seed)
        }
    }

    /// What makes these samples doubtful.
    func warnings(_ samples: Sampler.Samples, subject index: Int) -> [MeasurementWarning] {
        let name: String
        var messages: [String] = []
        switch subject {
        case .scenario(let measured):
            name = measured.scenario.file
            for run in measured.scenario.runs where run.seed != nil {
                messages.append(
                    "the run \(run.name) has a seed of its own, so that its samples draw the same "
                        + "chance every time"
                )
            }
        case .command(let command, _): name = command.line
        }
        let parts = samples.observations[index]
        let failed = (0..<samples.rounds).filter { round in
            parts.contains { $0[round].failure != nil }
        }
        if let first = failed.first {
            let why = parts.lazy.compactMap { $0[first].failure }.first ?? ""
            let place =
                if case .scenario = subject { "with seed \(sampling.seed &+ UInt64(first))" } else {
                    "in round \(first + 1)"
                }
            messages.insert(
                "it failed in \(failed.count) of \(samples.rounds) executions, first \(place): \(why)",
                at: 0
            )
        }
        for (part, observations) in parts.enumerated() {
            guard case .scenario(let measured) = subject else { continue }
            let run = measured.scenario.runs[part].name
            let count = observations.count { $0.values[.duration] != nil }
            if count < samples.rounds {
                messages.append(
                    "the run \(run) was not measured: expected \(samples.rounds) samples, found "
                        + "\(count)"
                )
            }
            let reasons = [
                ("processor time and memory", observations.compactMap(\.lostPrograms)),
                ("the memory", observations.compactMap(\.unknownMemory)),
            ]
            for (what, whys) in reasons {
                guard let why = whys.last else { continue }
                messages.append(
                    "\(what) of the run \(run) \(what.hasPrefix("the") ? "is" : "are") not known, in "
                        + "\(whys.count) of \(samples.rounds) executions: \(why)"
                )
            }
        }
        return messages.map { MeasurementWarning(subject: name, message: $0) }
    }
}

extension Series {
    /// The series of a command, without samples yet.
    init(_ command: MeasuredCommand, metric: Metric, seed: UInt64) {
        func digest(_ domain: String, _ texts: [String?]) -> String {
            var builder = DigestBuilder(domain)
            for text in texts { builder.add(text.map { "=\($0)" } ?? "") }
            return builder.digest.description
        }
        self.init(
            scenario: command.line,
            file: Self.fileOfCommands,
            scenarioDigest: digest("command/1", [command.line]),
            workflow: Self.fileOfCommands,
            workflowDigest: digest(
                "command hooks/1",
                [command.setup, command.prepare, command.cleanup]
            ),
            run: "",
            metric: metric,
            isSimulated: false,
            seed: seed,
            samples: [],
            command: command
        )
    }

    /// What stands where scenarios have their file.
    private static let fileOfCommands = "command"
}

extension ScenarioResult {
    /// What each run showed: its first repetition, if it was reached.
    fileprivate func observations(of scenario: Scenario) -> [Observation] {
        // What no run is to blame for, such as a broken invariant, is a failure of all.
        let isBlamed = runs.contains { !$0.failures.isEmpty }
        let common =
            status == .failed && !isBlamed
            ? failures.first?.message ?? breakage ?? "it did not end" : nil
        return scenario.runs.indices.map { index in
            guard runs.indices.contains(index), let found = runs[index].repetitions.first else {
                return Observation([:], failure: common ?? breakage ?? "it was not reached")
            }
            return Observation(
                found.record,
                programs: found.programs,
                failure: runs[index].failures.first?.message ?? common
            )
        }
    }
}
