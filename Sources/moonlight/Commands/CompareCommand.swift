internal import ArgumentParser
internal import Benchmarks
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
    var threshold = ShareArgument(share: 0)

    @Option(help: "Whether a row without verdict fails with code 2 or is passed over.")
    var inconclusive: InconclusivePolicy = .fail

    @Option(help: "Whether a series that one side lacks fails with code 2 or is passed over.")
    var missing: InconclusivePolicy = .fail

    @Flag(help: "Judge real times even if they were measured on different machines.")
    var allowDifferentMachine = false

    @Flag(help: "Judge series some of whose executions failed by those that did not.")
    var allowFailures = false

    @Option(help: "Where a JUnit file goes: a file, a folder, or - for standard output.")
    var junit: String?

    @Option(help: "A folder for the comparison as Markdown, JSON, XML and JUnit.")
    var report: String?

    @Option(help: "How the result is written to standard output.")
    var format: ComparisonFormat = .text

    private var policy: ComparisonPolicy {
        ComparisonPolicy(inconclusive: inconclusive, missing: missing)
    }

    func validate() throws {
        if let report, report.isEmpty {
            throw ValidationError("--report: expected a folder, found \"\"")
        }
        if junit == "-", format != .text, format != .junit {
            throw ValidationError("--junit -: standard output already has the \(format.rawValue)")
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            let (first, second) = (try BaselineFiles.read(base), try BaselineFiles.read(candidate))
            let rows = Comparison.compare(
                base: first,
                candidate: second,
                threshold: threshold.share,
                allowDifferentMachine: allowDifferentMachine,
                allowFailures: allowFailures
            )
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            try ComparisonFiles(rows: rows, policy: policy, surroundings: surroundings.report)
                .write(junit: JUnitTarget(junit), report: report)
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
                try gitHub.tell(lines, besideDocument: shown.isDocument) { limit in
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
            let bytes = try ComparisonJUnit.bytes(rows, policy: policy, surroundings: surroundings)
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

/// A share such as `5%` or `0.05`.
struct ShareArgument: ExpressibleByArgument {
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
