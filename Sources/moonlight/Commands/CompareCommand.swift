internal import ArgumentParser
internal import Benchmarks
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

    @Option(help: "Whether a row without verdict fails with code 2 or is passed over.")
    var inconclusive: InconclusivePolicy = .fail

    @Flag(help: "Judge real times even if they were measured on different machines.")
    var allowDifferentMachine = false

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func run() async throws {
        try await ExitStatus.mapped {
            let rows = Comparison.compare(
                base: try BaselineFiles.read(base),
                candidate: try BaselineFiles.read(candidate),
                allowDifferentMachine: allowDifferentMachine
            )
            switch format {
            case .text: try StandardOutput.write(ComparisonReport.text(rows))
            case .json: try StandardOutput.write(ComparisonReport.json(rows))
            }
            if let gitHub = GitHubActions.current {
                let lines = gitHub.annotations.lines(rows, inconclusive: inconclusive)
                try gitHub.tell(lines, besideDocument: format == .json) { limit in
                    let text = ComparisonReport.text(rows)
                    return SummaryMarkdown.text(title: "Comparison", lines: text, limit: limit)
                }
            }
            let code = inconclusive.exitCode(of: rows)
            if code != 0 { throw ExitCode(code) }
        }
    }
}
