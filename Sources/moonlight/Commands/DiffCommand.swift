internal import ArgumentParser
internal import Reports
internal import Scenarios
internal import Storage
internal import Suites

/// Compares two stored runs step by step.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two stored runs: what differs in time, tokens, cost and output.",
        discussion: """
            Steps are aligned by phase and attempt, in the first run's order; a run and its resumes are one. \
            That the runs differ is no failure: the exit code is 0.
            """
    )

    @Argument(
        help:
            "The run to compare with: its id or the beginning of it, or its name; the newest of that name."
    )
    var first: String

    @Argument(help: "The run that is compared with it.")
    var second: String

    @Option(help: "The folder for journal and shared cache.")
    var state = ".moonlight"

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    @Option(help: "A file for the same as a page.", completion: .file(extensions: ["html"]))
    var html: String?

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(state, "--state")
            try NamedPlaces.requireFile(html, "--html")
            try NothingStored.check(state)
            let journal = try JournalDatabase(folder: state, mustExist: true)
            for notice in journal.notices { StandardError.write("moonlight: \(notice)\n") }
            let comparison = RunComparison(
                try read(first, in: journal),
                try read(second, in: journal)
            )
            if let html {
                let loader = ToolEnvironment().loader
                let page = DiffPage.html(comparison, command: ToolEnvironment.commandLine) {
                    loader.displayed($0)
                }
                try AtomicFile.write(page, to: html)
            }
            switch format {
            case .json: try StandardOutput.write(DiffReport.json(comparison))
            case .text:
                let style = ConsoleStyle(isColoured: ToolEnvironment().isColoured(noColor))
                let text = DiffReport.text(
                    comparison,
                    width: StandardError.width,
                    style: style
                )
                try StandardOutput.write(text + (html.map { "\npage: \($0)\n" } ?? ""))
            }
        }
    }

    private func read(_ name: String, in journal: JournalDatabase) throws -> ComparedRun {
        let stored = try StoredRunResumer.find(name, in: journal)
        let recorded = try RecordedRun(stored, in: journal, state: state)
        return ComparedRun(recorded.timeline, records: recorded.records)
    }
}
