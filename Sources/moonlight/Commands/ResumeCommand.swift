internal import Suites
internal import ArgumentParser
internal import Reports
internal import Scenarios
internal import Workflows

/// Resumes a stored run.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Goes on with a killed, paused, cancelled or failed run."
    )

    @Argument(
        help: "The run: its id or the beginning of it, or its name; the newest of that name."
    )
    var run: String

    @Flag(
        name: .customLong("without-faults"),
        help: "Leave out the scenario's faults."
    )
    var leavesOutFaults = false
    @Option(
        help: "The climate that the rest runs in, in place of the one that its scenario names."
    )
    var climate: String?

    @Option(help: "The folder for journal, shared cache and history.")
    var state = ".moonlight"

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(state, "--state")
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            try NothingStored.check(state)
            var (runner, kept) = try surroundings.runner(state: state, mustExist: true)
            let history = HistoryRecorder(tool: ToolVersion.text)
            runner.history = history
            let stored = try StoredRunResumer.find(run, in: kept.journal)
            try surroundings.makeTemporary()
            let interruption = surroundings.interruption
            let resumer = StoredRunResumer(runner, state: kept)
            defer { KeptHistory.add(history, to: state) }
            let result = await interruption.watch(attempting: {
                try await resumer.resume(stored) { path, name in
                    let declared = try surroundings.loader.load(path, named: name)
                    let scenario = try climate.map { try declared.under($0) } ?? declared
                    return leavesOutFaults ? scenario.withoutFaults : scenario
                }
            })
            let outcome = try result.get()
            if outcome.cutBytes > 0 {
                StandardError.write(
                    "moonlight: run \(outcome.id): the journal's tail was torn; "
                        + "\(outcome.cutBytes) bytes after the last whole entry were cut\n"
                )
            }
            switch format {
            case .text: try StandardOutput.write(ResumptionReport.text(outcome))
            case .json: try StandardOutput.write(ResumptionReport.json(outcome))
            }
            if let failure = outcome.result.recordingFailure {
                StandardError.write("moonlight: \(failure.kind): \(failure.message)\n")
                throw ExitStatus.infrastructure
            }
            if let signal = interruption.arrived { throw ExitCode(128 + signal) }
            let isOver = outcome.result.status == .succeeded || outcome.result.status == .degraded
            if !isOver { throw ExitStatus.failed }
        }
    }
}
