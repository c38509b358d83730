internal import ArgumentParser
internal import Benchmarks
internal import Reports
internal import Scenarios

/// Gives every claim its verdict.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Gives every claim of the scenarios its verdict."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "How many pairs are measured, in place of each claim's own number.")
    var pairs: Int?

    @Option(help: "The seed of the first pair, in place of each scenario's own.")
    var seed: UInt64?

    @Flag(help: "Measure each baseline against itself: a difference is a false alarm.")
    var control = false

    @Option(help: "Whether a claim without verdict fails with code 2 or is passed over.")
    var inconclusive: InconclusivePolicy = .fail

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        if let pairs, !BenchmarkRunner.allowedPairs.contains(pairs) {
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
            let scenarios = try await selection.load(surroundings.loader).filter {
                !$0.claims.isEmpty
            }
            guard !scenarios.isEmpty else {
                StandardError.write("moonlight: no scenario with a claim matched\n")
                throw ExitStatus.missingFile
            }
            try surroundings.prepare(for: scenarios)
            var options = ClaimVerifier.Options()
            options.pairs = pairs
            options.seed = seed
            options.isControl = control
            let verifier = ClaimVerifier(surroundings.runner, options: options)
            let interruption = Interruption()
            let verdicts = await interruption.watch {
                var verdicts: [ClaimVerdict] = []
                for scenario in scenarios where !Task.isCancelled {
                    let found = await verifier.verify(scenario)
                    // What was cancelled while it was measured has no verdict.
                    if !Task.isCancelled { verdicts += found }
                }
                return verdicts
            }
            switch format {
            case .text: try StandardOutput.write(VerdictReport.text(verdicts))
            case .json:
                try StandardOutput.write(VerdictReport.json(verdicts, inconclusive: inconclusive))
            }
            if let gitHub = GitHubActions.current {
                let lines = gitHub.annotations.lines(verdicts, inconclusive: inconclusive)
                try gitHub.tell(lines, besideDocument: format == .json) { limit in
                    let text = VerdictReport.text(verdicts)
                    return SummaryMarkdown.text(title: "Claims", lines: text, limit: limit)
                }
            }
            if let signal = interruption.arrived {
                StandardError.write(
                    "moonlight: cancelled by \(interruption.name) before the end\n"
                )
                throw ExitCode(128 + signal)
            }
            let code = inconclusive.exitCode(of: verdicts)
            if code != 0 { throw ExitCode(code) }
        }
    }
}
