internal import Suites
internal import Shapes
internal import ArgumentParser
internal import Reports
internal import Scenarios
internal import Storage

/// Shows what a stored run did, or which runs are stored.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the timeline of a stored run; without a run, lists the newest ones."
    )

    @Argument(
        help: "The run: its id or the beginning of it, or its name; the newest of that name."
    )
    var run: String?

    @Option(help: "The folder for journal and shared cache.")
    var state = ".moonlight"

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    /// How many runs a list has.
    private static let listed = 30

    func validate() throws {
        if run == nil, format == .json {
            throw ValidationError("--format json: expected a run to show")
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(state, "--state")
            try NothingStored.check(state)
            let journal = try JournalDatabase(folder: state, mustExist: true)
            for notice in journal.notices { StandardError.write("moonlight: \(notice)\n") }
            guard let run else {
                try list(journal)
                return
            }
            let stored = try StoredRunResumer.find(run, in: journal)
            let timeline = try RecordedRun(stored, in: journal, state: state).timeline
            switch format {
            case .json: try StandardOutput.write(TimelineReport.json(timeline))
            case .text:
                let style = ConsoleStyle(isColoured: ToolEnvironment().isColoured(noColor))
                try StandardOutput.write(
                    TimelineReport.text(timeline, width: StandardError.width, style: style)
                )
            }
        }
    }

    private func list(_ journal: JournalDatabase) throws {
        let runs = try journal.runs(limit: Self.listed).map { stored in
            ListedRun(
                id: try journal.shortID(of: stored.origin.id),
                scenario: stored.origin.scenario,
                run: stored.origin.run,
                status: stored.status,
                startedAt: stored.origin.startedAt,
                bytes: stored.bytes
            )
        }
        try StandardOutput.write(
            TimelineReport.list(runs, now: ToolEnvironment.wall(), width: StandardError.width)
        )
    }
}
