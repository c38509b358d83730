internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Scenarios

extension JUnitProfile: ExpressibleByArgument {}

/// Runs scenario files or folders.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs scenario files or folders."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "A seed in place of each scenario's own.")
    var seed: UInt64?

    @Option(help: "How many scenarios run at a time.")
    var jobs: Int?

    @Flag(help: "Start no scenario after one has failed.")
    var failFast = false

    @Option(help: "The real time that a scenario may take, such as 90s.")
    var timeout: DurationArgument?

    @Option(help: "How often a failed scenario on a real clock is tried again.")
    var retries = 0

    @Option(help: "Where the JUnit file goes (default: junit.xml in the report folder).")
    var junit: String?

    @Option(help: "The readers that the JUnit file is for.")
    var junitProfile: JUnitProfile = .rich

    @Option(help: "The folder for reports.")
    var report = "reports"

    @Flag(name: .customLong("no-events"), help: "Write no files of events.")
    var leavesOutEvents = false

    @Option(help: "The folder for journal and shared cache.")
    var state = ".moonlight"

    @Flag(help: "Forget the results of the shared cache first.")
    var clearSharedCache = false

    @Flag(help: "It is no error if no scenario matches.")
    var allowEmpty = false

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    @Flag(name: .shortAndLong, help: "Tell failures and the summary only.")
    var quiet = false

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    func validate() throws {
        if let jobs, jobs < 1 {
            throw ValidationError("--jobs: expected at least 1, found \(jobs)")
        }
        if retries < 0 || retries > 100 {
            throw ValidationError("--retries: expected 0 to 100, found \(retries)")
        }
    }

    func run() async throws {
        try await ExitStatus.mapped { try await runSuite() }
    }

    private func runSuite() async throws {
        try NamedPlaces.requireFile(junit, "--junit", allowsFolder: true)
        try NamedPlaces.requireFolder(report, "--report")
        try NamedPlaces.requireFolder(state, "--state")
        let surroundings = Surroundings()
        defer { surroundings.clean() }
        let scenarios = try selection.load(surroundings.loader)
        guard !scenarios.isEmpty || allowEmpty else {
            StandardError.write("moonlight: no scenario matched\n")
            throw ExitStatus.missingFile
        }
        try surroundings.prepare(for: scenarios)
        let start = surroundings.clock.now
        var (runner, kept) = try surroundings.runner(state: state)
        if clearSharedCache { try kept.clearSharedCache() }
        let folder = EventFolder(in: report, of: scenarios)
        folder.clear()
        let events = leavesOutEvents ? nil : folder
        if let events { runner.events = { try events.open($0) } }
        let interruption = Interruption()
        let suite = await perform(scenarios, runner, surroundings, interruption)
        try kept.trim()
        let elapsed = start.duration(to: surroundings.clock.now)
        try tell(suite, elapsed, surroundings)
        let written = try ReportFolder(path: report).write(
            suite,
            events: events,
            junit: junit,
            profile: junitProfile,
            surroundings: surroundings.report
        )
        try tellGitHub(suite, surroundings)
        if !quiet, format == .text, !suite.scenarios.isEmpty {
            try StandardOutput.write("reports: \(written.joined(separator: ", "))\n")
        }
        if let signal = interruption.arrived { throw ExitCode(128 + signal) }
        let broken = suite.scenarios.compactMap(\.infrastructureFailure)
        for failure in Set(broken).sorted() { StandardError.write("moonlight: \(failure)\n") }
        if !broken.isEmpty { throw ExitStatus.infrastructure }
        if suite.count(.failed) > 0 { throw ExitStatus.failed }
    }

    private func perform(
        _ scenarios: [Scenario],
        _ prepared: ScenarioRunner.Surroundings,
        _ surroundings: Surroundings,
        _ interruption: Interruption
    ) async -> SuiteResult {
        var options = ScenarioRunner.Options()
        options.seed = seed
        options.timeLimit = timeout?.duration
        options.retries = retries
        let runner = SuiteRunner(
            ScenarioRunner(prepared, options: options),
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            stopsAtFirstFailure: failFast
        )
        let isLive =
            StandardError.isTerminal && !surroundings.isDumbTerminal && format == .text && !quiet
        let display =
            isLive ? ProgressDisplay(total: scenarios.count, clock: surroundings.clock) : nil
        return await interruption.watch {
            await withTaskGroup(of: Void.self) { group in
                if let display { group.addTask { await display.draw() } }
                let suite = await runner.run(scenarios) { display?.note($0) }
                group.cancelAll()
                return suite
            }
        }
    }

    private func tell(_ suite: SuiteResult, _ elapsed: Duration, _ surroundings: Surroundings)
        throws
    {
        switch format {
        case .json: try StandardOutput.write(SuiteJSON.encode(suite))
        case .text:
            let style = ConsoleStyle(
                isColoured: surroundings.isColoured(noColor),
                isQuiet: quiet
            )
            try StandardOutput.write(ConsoleReport.text(suite, style: style, elapsed: elapsed))
        }
    }

    private func tellGitHub(_ suite: SuiteResult, _ surroundings: Surroundings) throws {
        guard surroundings.isGitHubActions else { return }
        for line in GitHubAnnotations.lines(suite) {
            // JSON on standard output stays one object.
            if format == .json {
                StandardError.write(line + "\n")
            } else {
                try StandardOutput.write(line + "\n")
            }
        }
        guard let path = surroundings.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else {
            return
        }
        let old = (try? RegularFile.read(path)) ?? []
        try AtomicFile.write(old + Array(SummaryMarkdown.text(suite).utf8), to: path)
    }
}
