internal import ArgumentParser
internal import Benchmarks
internal import Files
internal import Reports
internal import Scenarios

/// Measures scenarios and stores a baseline.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures scenarios and stores a baseline."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "The baseline's name: it becomes reports/baselines/NAME.xml.")
    var save: String?

    @Option(help: "How many samples are taken of each run, each with its own seed.")
    var pairs = BenchmarkRunner.defaultPairs

    @Option(help: "The seed of the first sample, in place of each scenario's own.")
    var seed: UInt64?

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        if let save, BaselineFiles.path(of: save) == nil {
            throw ValidationError(
                "--save: expected letters, digits, dots, dashes and underscores, found \"\(save)\""
            )
        }
        guard BenchmarkRunner.allowedPairs.contains(pairs) else {
            let range = BenchmarkRunner.allowedPairs
            throw ValidationError(
                "--pairs: expected \(range.lowerBound) to \(range.upperBound), found \(pairs)"
            )
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            let scenarios = try await selection.load(surroundings.loader)
            guard !scenarios.isEmpty else {
                StandardError.write("moonlight: no scenario matched\n")
                throw ExitStatus.missingFile
            }
            try surroundings.prepare(for: scenarios)
            let interruption = Interruption()
            let subjects = scenarios.map { BenchmarkRunner.Subject($0, bytes: Self.bytes(of: $0)) }
            let runner = BenchmarkRunner(surroundings.runner)
            let (pairs, seed) = (pairs, seed)
            let measured = await interruption.watch {
                await runner.measure(subjects, pairs: pairs, seed: seed)
            }
            if let signal = interruption.arrived { throw ExitCode(128 + signal) }
            try tell(measured, surroundings)
        }
    }

    private func tell(
        _ measured: BenchmarkRunner.Measurement,
        _ surroundings: ToolEnvironment
    ) throws {
        for warning in measured.warnings { StandardError.write("warning: \(warning)\n") }
        guard !measured.series.isEmpty else {
            StandardError.write("moonlight: nothing was measured; no baseline was stored\n")
            throw ExitStatus.failed
        }
        let path = try store(measured, surroundings)
        switch format {
        case .json: try StandardOutput.write(MeasurementReport.json(measured))
        case .text:
            try StandardOutput.write(MeasurementReport.text(measured))
            if let path {
                try StandardOutput.write(
                    "\(measured.series.count) series of \(pairs) samples: \(path)\n"
                )
            }
        }
    }

    /// Writes the baseline where it has a name; gives its path.
    private func store(
        _ measured: BenchmarkRunner.Measurement,
        _ surroundings: ToolEnvironment
    ) throws -> String? {
        guard let save, let path = BaselineFiles.path(of: save) else { return nil }
        try AtomicFile.makeFolder(BaselineFiles.folder)
        let baseline = Baseline(
            name: save,
            toolVersion: ToolVersion.text,
            createdAt: surroundings.report.timestamp,
            environment: .current(),
            series: measured.series
        )
        try BaselineXML.write(baseline, to: path)
        return path
    }

    private static func bytes(of scenario: Scenario) -> [UInt8] {
        (try? RegularFile.read(scenario.file)) ?? []
    }
}
