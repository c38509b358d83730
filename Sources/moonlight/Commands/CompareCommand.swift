internal import ArgumentParser
internal import Benchmarks
internal import Files
internal import Quantities
internal import Reports

extension InconclusivePolicy: ExpressibleByArgument {}

/// Compares two baselines.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compares two baselines, by name or by file."
    )

    @Argument(help: "The baseline that is the measure.")
    var base: String

    @Argument(help: "The baseline that is compared with it.")
    var candidate: String

    @Option(
        help: ArgumentHelp(
            "The least change that is one, such as 5%: the whole interval must lie beyond it.",
            valueName: "share"
        )
    )
    var threshold = ThresholdArgument(share: 0)

    @Option(help: "Whether a row without verdict fails with code 2 or is passed over.")
    var inconclusive: InconclusivePolicy = .fail

    @Option(help: "Whether a series that one side lacks fails with code 2 or is passed over.")
    var missing: InconclusivePolicy = .fail

    @Flag(help: "Judge real times even if they were measured on different machines.")
    var allowDifferentMachine = false

    @Flag(help: "Judge series some of whose executions failed by those that did not.")
    var allowFailures = false

    @Flag(
        help:
            "Measure what is suspect or inconclusive anew, base and candidate in turn; what is confirmed is a regression."
    )
    var confirm = false

    @Option(
        help: "The folder with the base's version of the scenarios and programs, for --confirm."
    )
    var baseDir: String?

    @Option(
        help:
            "With --confirm: measure until the interval of the duration is so narrow. Default: 5%."
    )
    var width: ShareArgument?

    @Option(help: "With --confirm: the most pairs, 10 or more. Default: 200.")
    var pairs: Int?

    @Option(help: "Where a JUnit file goes: a file, a folder, or - for standard output.")
    var junit: String?

    @Option(help: "The readers that the JUnit file is for.")
    var junitProfile: JUnitProfile = .rich

    @Option(help: "A folder for the comparison as a page, Markdown, JSON, XML and JUnit.")
    var report: String?

    @Option(help: "How the result is written to standard output.")
    var format: ComparisonFormat = .text

    /// The width that is enough to confirm a change, unless the user says otherwise.
    private static let usualWidth = 0.05

    private var policy: ComparisonPolicy {
        ComparisonPolicy(inconclusive: inconclusive, missing: missing)
    }

    func validate() throws {
        try validateConfirming()
        if let report, report.isEmpty {
            throw ValidationError("--report: expected a folder, found \"\"")
        }
        if junit == "-", format != .text, format != .junit {
            throw ValidationError("--junit -: standard output already has the \(format.rawValue)")
        }
        if junit == "-" || format == .junit, junitProfile == .portable {
            throw ValidationError(
                "--junit-profile portable: it has a file for each scenario; expected --junit FOLDER/"
            )
        }
    }

    private func validateConfirming() throws {
        guard confirm else {
            if baseDir != nil { throw ValidationError("--base-dir: expected --confirm beside it") }
            if width != nil { throw ValidationError("--width: expected --confirm beside it") }
            if pairs != nil { throw ValidationError("--pairs: expected --confirm beside it") }
            return
        }
        guard let baseDir else {
            throw ValidationError(
                "--confirm: expected --base-dir, the folder with the base's version"
            )
        }
        guard FileStatus(at: baseDir)?.kind == .folder else {
            throw ValidationError("--base-dir: expected a folder, found \"\(baseDir)\"")
        }
        let range = Comparison.fewestConfirmingPairs...SamplingPlan.allowedPairs.upperBound
        if let pairs, !range.contains(pairs) {
            throw ValidationError(
                "--pairs: expected \(range.lowerBound) to \(range.upperBound), found \(pairs)"
            )
        }
    }

    /// The rows; where that was asked for, open ones are replaced by what is measured anew.
    private func confirmed(
        _ rows: [ComparisonRow],
        _ base: Baseline,
        _ candidate: Baseline,
        _ surroundings: ToolEnvironment
    ) async throws -> [ComparisonRow] {
        guard confirm, let baseDir else { return rows }
        var plan = SamplingPlan(pairs: pairs ?? SamplingPlan.defaultCap, seed: 0)
        plan.width = width?.share ?? Self.usualWidth
        plan.fewestPairs = min(plan.pairs, Comparison.usualConfirmingPairs)
        let run = ConfirmingRun(
            folder: baseDir,
            plan: plan,
            surroundings: surroundings,
            threshold: threshold.share,
            allowFailures: allowFailures
        )
        let interruption = surroundings.interruption
        let found = await interruption.watch(attempting: {
            try await run.confirm(rows, base: base, candidate: candidate)
        })
        if let signal = interruption.arrived { throw ExitCode(128 + signal) }
        do {
            return try found.get()
        } catch let failure as CommandFailure {
            StandardError.write("moonlight: \(failure)\n")
            throw ExitStatus.failed
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let (first, second) = (try BaselineFiles.read(base), try BaselineFiles.read(candidate))
            let compared = Comparison.compare(
                base: first,
                candidate: second,
                threshold: threshold.share,
                allowDifferentMachine: allowDifferentMachine,
                allowFailures: allowFailures
            )
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            let rows = try await confirmed(compared, first, second, surroundings)
            let files = ComparisonFiles(
                rows: rows,
                sides: (first, second),
                policy: policy,
                profile: junitProfile,
                surroundings: surroundings.report
            )
            try files.write(junit: JUnitTarget(junit), report: report)
            let shown = junit == "-" ? .junit : format
            try write(rows, as: shown, surroundings.report)
            if !rows.contains(where: { $0.verdict != .missing }) {
                StandardError.write(
                    "moonlight: nothing in common: \(base) and \(candidate) have no series of the same "
                        + "file, scenario, run and metric\n"
                )
            }
            if let gitHub = GitHubActions.current {
                let lines = gitHub.annotations.lines(rows, policy: policy)
                try gitHub.report(lines, withDocument: shown.isDocument) { limit in
                    ComparisonMarkdown.text(rows, limit: limit)
                }
            }
            let code = policy.exitCode(of: rows)
            if code != 0 { throw ExitCode(code) }
        }
    }

    private func write(
        _ rows: [ComparisonRow],
        as format: ComparisonFormat,
        _ surroundings: ReportEnvironment
    ) throws {
        switch format {
        case .text: try StandardOutput.write(ComparisonReport.text(rows))
        case .markdown: try StandardOutput.write(ComparisonMarkdown.text(rows))
        case .json: try StandardOutput.write(ComparisonReport.json(rows))
        case .xml: try StandardOutput.write(xml: ComparisonXML.bytes(rows))
        case .junit:
            let bytes = try ComparisonJUnit.bytes(
                rows,
                policy: policy,
                profile: junitProfile,
                surroundings: surroundings
            )
            try StandardOutput.write(xml: bytes)
        }
    }
}

/// How a comparison is written.
enum ComparisonFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case xml
    case junit

    /// Whether other programs read it, so that nothing else may stand beside it.
    var isDocument: Bool { self != .text }
}

/// A share such as `5%` or `0.05`, or none.
struct ThresholdArgument: ExpressibleByArgument {
    let share: Double

    init(share: Double) {
        self.share = share
    }

    init?(argument: String) {
        guard let share = ProbabilitySyntax.parse(argument) else { return nil }
        self.share = share
    }

    var defaultValueDescription: String { "\(share)" }
}
