internal import ArgumentParser
internal import Benchmarks
internal import Files
internal import Reports
internal import Scenarios
internal import Suites

/// Measures scenarios or commands, stores a baseline, compares at once.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures scenarios or commands, stores a baseline, or compares at once.",
        discussion: """
            A command is executed by a shell that is ready when time begins, with /dev/null as its input and output; \
            what several commands, or both sides of --against, took is measured in one random order.
            """
    )

    @OptionGroup var selection: ScenarioSelection
    @OptionGroup var commands: BenchCommands
    @OptionGroup var options: BenchOptions

    @Option(
        help:
            "The scenario file or folder that is the baseline: both are measured interleaved, and compared."
    )
    var against: String?

    @Option(help: "The baseline's name: it becomes reports/baselines/NAME.xml.")
    var save: String?

    @Flag(help: "Replace a baseline of that name even if it is of other scenarios or commands.")
    var overwrite = false

    @Option(
        help:
            "Whether a comparison with --against that has no verdict fails with code 2 or is passed over."
    )
    var inconclusive: InconclusivePolicy = .fail

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        if let save, BaselineFiles.path(of: save) == nil {
            throw ValidationError(
                "--save: expected letters, digits, dots, dashes and underscores, found \"\(save)\""
            )
        }
        if !commands.lines.isEmpty {
            if selection.isGiven {
                throw ValidationError("--command: expected no scenarios beside commands")
            }
            if against != nil {
                throw ValidationError("--against: expected no --command beside it")
            }
        }
        if options.control, against != nil {
            throw ValidationError("--control: expected no --against beside it")
        }
        if options.control, save != nil {
            throw ValidationError("--control: expected no --save beside it")
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            var order = try await order(surroundings)
            order.call = RunIDs().next()
            if let save {
                try BaselineFiles.requireSame(save, order.subjects, overwrite: overwrite)
            }
            let measured = try await measure(order, surroundings)
            try tell(measured, surroundings)
            let code = exitCode(measured)
            if code != 0 { throw ExitCode(code) }
        }
    }

    private func measure(
        _ order: BenchmarkRunner.Order,
        _ surroundings: ToolEnvironment
    ) async throws -> Measurement {
        let runner = BenchmarkRunner(surroundings.runner)
        let display =
            StandardError.isTerminal && !surroundings.isDumbTerminal
            ? MeasuringDisplay(surroundings.clock) : nil
        let draw = display.map { display in
            { @Sendable (progress: SamplingProgress) in display.draw(progress) }
        }
        let interruption = surroundings.interruption
        let found = await interruption.watch(attempting: {
            try await runner.measure(order, progress: draw)
        })
        display?.erase()
        if let signal = interruption.arrived {
            StandardError.write(
                "moonlight: cancelled by \(interruption.name) before the end; nothing was stored\n"
            )
            throw ExitCode(128 + signal)
        }
        do {
            return try found.get()
        } catch let failure as CommandFailure {
            StandardError.write("moonlight: \(failure)\n")
            throw failure.isOfMachine ? ExitStatus.infrastructure : ExitStatus.failed
        }
    }

    /// What is to be measured.
    private func order(_ surroundings: ToolEnvironment) async throws -> BenchmarkRunner.Order {
        var order: BenchmarkRunner.Order
        if commands.lines.isEmpty {
            order = try await scenarioOrder(surroundings)
        } else {
            let environment = surroundings.environment
            order = .init(
                commands.measured.map { .command($0, environment: environment) },
                plan: options.plan
            )
            order.comparisons = commands.lines.indices.dropFirst().map { (0, $0) }
            order.plan.hooks.setup = commands.setup.map { surroundings.hook("--setup", $0).run }
            order.plan.hooks.cleanup = commands.cleanup.map {
                surroundings.hook("--cleanup", $0).runInAnyCase
            }
        }
        order.seed = options.seed
        order.isControl = options.control
        order.allowsFailures = options.allowFailures
        return order
    }

    private func scenarioOrder(
        _ surroundings: ToolEnvironment
    ) async throws -> BenchmarkRunner.Order {
        let scenarios = try await selection.load(surroundings.loader)
        var baselines: [Scenario] = []
        if let against {
            baselines = try await selection.load(surroundings.loader, at: [against])
        }
        guard !scenarios.isEmpty, against == nil || !baselines.isEmpty else {
            StandardError.write("moonlight: no scenario matched\n")
            throw ExitStatus.missingFile
        }
        try surroundings.prepare(for: scenarios + baselines)
        let subjects = (scenarios + baselines).map { scenario in
            BenchmarkSubject.scenario(.init(scenario, bytes: Self.bytes(of: scenario)))
        }
        var order = BenchmarkRunner.Order(subjects, plan: options.plan)
        if against != nil {
            order.comparisons = try Self.matches(baselines, scenarios).map { baseline, candidate in
                (scenarios.count + baseline, candidate)
            }
        }
        return order
    }

    /// The scenarios that are compared: the only ones, or those of one name.
    private static func matches(
        _ baselines: [Scenario],
        _ candidates: [Scenario]
    ) throws -> [(baseline: Int, candidate: Int)] {
        if baselines.count == 1, candidates.count == 1 { return [(0, 0)] }
        return try candidates.enumerated().map { index, candidate in
            let same = baselines.indices.filter { baselines[$0].name == candidate.name }
            guard same.count == 1, let baseline = same.first else {
                throw ValidationError(
                    "--against: expected one scenario named \"\(candidate.name)\", found \(same.count)"
                )
            }
            return (baseline, index)
        }
    }

    private func tell(_ measured: Measurement, _ surroundings: ToolEnvironment) throws {
        for warning in measured.warnings { StandardError.write("\(warning)\n") }
        guard !measured.series.isEmpty else {
            StandardError.write("moonlight: nothing was measured; no baseline was stored\n")
            throw ExitStatus.failed
        }
        let path = try store(measured, surroundings)
        switch format {
        case .json: try StandardOutput.write(MeasurementReport.json(measured))
        case .text:
            let cores = MeasurementEnvironment.current().cores
            try StandardOutput.write(MeasurementReport.text(measured, cores: cores))
            if let path {
                try StandardOutput.write(
                    "\(measured.series.count) series of \(measured.rounds) samples: \(path)\n"
                )
            }
        }
    }

    /// Writes the baseline where it has a name; gives its path.
    private func store(
        _ measured: Measurement,
        _ surroundings: ToolEnvironment
    ) throws -> String? {
        guard let save, let path = BaselineFiles.path(of: save) else { return nil }
        try AtomicFile.makeFolder(BaselineFiles.folder)
        let baseline = Baseline(
            name: save,
            toolVersion: ToolVersion.text,
            createdAt: surroundings.report.timestamp,
            environment: .current(),
            load: measured.series.contains { !$0.isSimulated } ? measured.load : nil,
            series: measured.series
        )
        try BaselineXML.write(baseline, to: path)
        return path
    }

    /// 1 where executions failed, a control raised a false alarm or --against found a regression; else 2 where that has
    /// no verdict. That one of several commands is slower is what was asked, not a failure.
    private func exitCode(_ measured: Measurement) -> Int32 {
        if !options.allowFailures, measured.failed.contains(where: { $0 > 0 }) { return 1 }
        if options.control {
            let alarms: [ComparisonRow.Verdict] = [.regressed, .improved]
            return measured.comparisons.contains { alarms.contains($0.verdict) } ? 1 : 0
        }
        return against == nil ? 0 : inconclusive.exitCode(of: measured.comparisons)
    }

    private static func bytes(of scenario: Scenario) -> [UInt8] {
        (try? RegularFile.read(scenario.file)) ?? []
    }
}
