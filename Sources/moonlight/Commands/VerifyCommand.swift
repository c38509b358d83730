internal import Suites
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

    @Option(
        help: """
            Measure no more pairs of a claim once its interval is so narrow, as a share of its estimate: 5% or 0.05. \
            The number of pairs is then the most.
            """
    )
    var width: ShareArgument?

    @Option(
        name: .customLong("climate"),
        help: """
            The climate that every claim is judged in, in place of those that files name; may be repeated for a verdict in \
            each.
            """
    )
    var climates: [String] = []

    @Option(help: "The seed of the first pair, in place of each scenario's own.")
    var seed: UInt64?

    @Flag(help: "Measure each baseline against itself: a difference is a false alarm.")
    var control = false

    @Option(help: "Whether a claim without verdict fails with code 2 or is passed over.")
    var inconclusive: InconclusivePolicy = .fail

    @Flag(
        help: "Accepted as compare accepts it: verify measures both sides on this machine anyway."
    )
    var allowDifferentMachine = false

    @Option(
        help:
            "Where a JUnit file goes, with a case for each claim: a file, a folder, or - for standard output.",
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(help: "The readers that the JUnit file is for.")
    var junitProfile: JUnitProfile = .rich

    @Option(
        help: "A folder for reports: junit.xml, report.html and summary.md.",
        completion: .directory
    )
    var report: String?

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func validate() throws {
        if let pairs, !SamplingPlan.allowedPairs.contains(pairs) {
            let range = SamplingPlan.allowedPairs
            throw ValidationError(
                "--pairs: expected \(range.lowerBound) to \(range.upperBound), found \(pairs)"
            )
        }
        if junit == "-", junitProfile == .portable {
            throw ValidationError(
                "--junit -: the portable profile has a file for each scenario; expected --junit FOLDER/"
            )
        }
        if junit == "-", format == .json {
            throw ValidationError(
                "--junit -: standard output holds one document, and --format json is one"
            )
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFile(junit, "--junit", allowsFolder: true)
            if let report { try NamedPlaces.requireFolder(report, "--report") }
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            let scenarios = try await selection.load(surroundings.loader).filter {
                !$0.claims.isEmpty
            }
            .underEach(climates)
            guard !scenarios.isEmpty else {
                StandardError.write("moonlight: no scenario with a claim matched\n")
                throw ExitStatus.missingFile
            }
            try surroundings.prepare(for: scenarios)
            if junit == "-" { try surroundings.makeTemporary() }
            let interruption = surroundings.interruption
            let verdicts = await verify(scenarios, surroundings)
            // What cannot be written is still printed.
            let written = Result { try write(verdicts, surroundings) }
            try tell(verdicts, try? written.get())
            _ = try written.get()
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

    private func verify(
        _ scenarios: [Scenario],
        _ surroundings: ToolEnvironment
    ) async -> [ClaimVerdict] {
        var options = ClaimVerifier.Options()
        options.pairs = pairs
        options.width = width?.share
        options.seed = seed
        options.isControl = control
        let isLive =
            StandardError.isTerminal && !surroundings.isDumbTerminal && format == .text
        let display = isLive ? ClaimDisplay(clock: surroundings.clock) : nil
        if let display { options.progress = { display.note($0) } }
        let verifier = ClaimVerifier(surroundings.runner, options: options)
        return await surroundings.interruption.watch {
            await withTaskGroup(of: Void.self) { group in
                if let display { group.addTask { await display.draw() } }
                var verdicts: [ClaimVerdict] = []
                for scenario in scenarios where !Task.isCancelled {
                    let found = await verifier.verify(scenario)
                    // What was cancelled while it was measured has no verdict.
                    if !Task.isCancelled { verdicts += found }
                }
                group.cancelAll()
                return ClaimFamilies.judged(verdicts)
            }
        }
    }

    /// Writes the reports that were asked for.
    private func write(
        _ verdicts: [ClaimVerdict],
        _ surroundings: ToolEnvironment
    ) throws -> ReportFolder.Written? {
        guard junit != nil || report != nil else { return nil }
        return try ReportFolder(path: report ?? "", temporary: surroundings.temporary)
            .write(
                verdicts,
                inconclusive: inconclusive,
                junit: JUnitTarget(junit),
                profile: junitProfile,
                surroundings: surroundings.report
            )
    }

    private func tell(_ verdicts: [ClaimVerdict], _ written: ReportFolder.Written?) throws {
        let text = VerdictReport.text(verdicts)
        let document = written?.document
        switch format {
        case .json:
            try StandardOutput.write(VerdictReport.json(verdicts, inconclusive: inconclusive))
        case .text:
            if let document {
                try StandardOutput.write(xml: document)
                StandardError.write(text)
            } else {
                try StandardOutput.write(text)
                if let paths = written?.paths, !paths.isEmpty {
                    try StandardOutput.write("reports: \(paths.joined(separator: ", "))\n")
                }
            }
        }
        guard let gitHub = GitHubActions.current else { return }
        let lines = gitHub.annotations.lines(verdicts, inconclusive: inconclusive)
        try gitHub.report(lines, withDocument: format == .json || document != nil) { limit in
            VerdictMarkdown.text(verdicts, limit: limit)
        }
    }
}
