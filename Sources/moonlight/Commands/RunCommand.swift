internal import Suites
internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Scenarios
internal import Storage

extension JUnitProfile: ExpressibleByArgument {}

/// Runs scenario files or folders.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs scenario files or folders."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "A seed in place of each scenario's own, or of its seeds.")
    var seed: UInt64?

    @Option(
        help: """
            The climate whose faults are added to each scenario's, in place of those of the climate that it names.
            """
    )
    var climate: String?

    @Option(help: "Seeds such as 1..50: each scenario is run with each of them.")
    var seeds: SeedRange?

    @Option(help: "Execute and tell only this repetition of repeated runs, as it was.")
    var repetition: Int?

    @Flag(
        name: .customLong("without-faults"),
        help: "Leave out the faults, and what is expected of them."
    )
    var leavesOutFaults = false

    @Option(help: "How many scenarios run at a time.")
    var jobs: Int?

    @Flag(help: "Start no scenario after one has failed.")
    var failFast = false

    @Option(help: "The real time that a scenario may take, such as 90s.")
    var timeout: DurationArgument?

    @Option(help: "How often a failed scenario on a real clock is tried again.")
    var retries = 0

    @Option(
        help: """
            Where the JUnit file goes (default: junit.xml in the report folder): a file, a folder, or - for standard \
            output, where the text for people then goes to standard error.
            """
    )
    var junit: String?

    @Option(help: "The readers that the JUnit file is for.")
    var junitProfile: JUnitProfile = .rich

    @Option(help: "The folder for reports.")
    var report = "reports"

    @Option(
        help: """
            A file for a trace of every run, in Chrome's format; Perfetto (https://ui.perfetto.dev) opens it.
            """
    )
    var trace: String?

    @Flag(name: .customLong("no-events"), help: "Write no files of events.")
    var leavesOutEvents = false

    @Option(help: "The folder for journal, shared cache and history.")
    var state = ".moonlight"

    @Flag(help: "Forget the results of the shared cache first.")
    var clearSharedCache = false

    @Flag(help: "Leave the run's name out of every draw of chance, as verify does for pairs.")
    var commonDraws = false

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
        if let repetition, repetition < 1 {
            throw ValidationError("--repetition: expected at least 1, found \(repetition)")
        }
        if seed != nil, seeds != nil {
            throw ValidationError("--seed and --seeds exclude each other; keep one of them")
        }
        if let seeds = seeds?.seeds,
            seeds.upperBound - seeds.lowerBound >= ScenarioMatrix.mostVariants
        {
            throw ValidationError(
                "--seeds: expected at most \(ScenarioMatrix.mostVariants) of them"
            )
        }
        if retries < 0 || retries > 100 {
            throw ValidationError("--retries: expected 0 to 100, found \(retries)")
        }
        if junit == "-", format == .json {
            throw ValidationError(
                "--junit -: standard output holds one document, and --format json is one"
            )
        }
    }

    func run() async throws {
        try await ExitStatus.mapped { try await runSuite() }
    }

    private func runSuite() async throws {
        try NamedPlaces.requireFile(junit, "--junit", allowsFolder: true)
        try NamedPlaces.requireFile(trace, "--trace")
        try NamedPlaces.requireFolder(report, "--report")
        try NamedPlaces.requireFolder(state, "--state")
        let surroundings = ToolEnvironment()
        defer { surroundings.clean() }
        let declared = try await selection.load(surroundings.loader) { scenario in
            seed == nil ? scenario.variants(of: seeds?.seeds ?? scenario.seeds) : [scenario]
        }.under(climate)
        var scenarios = leavesOutFaults ? declared.map(\.withoutFaults) : declared
        if commonDraws { scenarios = scenarios.map(\.drawingInCommon) }
        guard !scenarios.isEmpty || allowEmpty else {
            StandardError.write("moonlight: no scenario matched\n")
            throw ExitStatus.missingFile
        }
        try surroundings.prepare(for: scenarios)
        if junit == "-" || trace != nil { try surroundings.makeTemporary() }
        if let repetition,
            !scenarios.contains(where: { $0.runs.contains { $0.hasRepetition(repetition) } })
        {
            throw ValidationError(
                "--repetition \(repetition): no chosen scenario has a run that is repeated so often"
            )
        }
        if junit == "-", junitProfile == .portable, scenarios.count > 1 {
            throw ValidationError(
                "--junit -: the portable profile has a file for each of the \(scenarios.count) scenarios; "
                    + "expected --junit FOLDER/"
            )
        }
        let start = surroundings.clock.now
        var (runner, kept) = try surroundings.runner(state: state)
        if clearSharedCache { try kept.clearSharedCache() }
        let folder = EventFolder(in: report, of: scenarios)
        folder.clear()
        let events = leavesOutEvents ? nil : folder
        if let events { runner.events = { try events.open($0) } }
        let history = HistoryRecorder(tool: ToolVersion.text)
        runner.history = history
        let traceFile = trace.map { TraceFile(path: $0, in: surroundings.temporary, of: scenarios) }
        if let traceFile { runner.runs = { try traceFile.open($0) } }
        let timelines = SuiteTimelines(expecting: scenarios.map(\.executionCount))
        runner.follow = { timelines.follower(of: $0, blanked: $1) }
        let (interruption, format) = (surroundings.interruption, format)
        let suite = await perform(scenarios, runner, surroundings)
        let unsettled = Self.failure { () throws(StorageFailure) in try kept.settle() }
        let past = Task { [state] in
            var past = SuiteHistory(KeptHistory.add(history, to: state), of: suite)
            past.earlier = EarlierRuns.read(past.sought(by: suite), in: state)
            return past
        }
        let elapsed = start.duration(to: surroundings.clock.now)
        // Readers of reports in GitHub start from the root of the repository.
        let shown = GitHubActions.current.map { suite.located(by: $0.path) } ?? suite
        let reports = ReportFolder(path: report, temporary: surroundings.temporary)
        // Of many runs each takes a while: history, reports and this are made at the same time.
        async let document = format == .json ? SuiteJSON.encode(suite) : nil
        let written: Result<ReportFolder.Written, any Error>
        do {
            var all = try await reports.write(
                shown,
                timelines: timelines,
                history: past,
                events: events,
                junit: JUnitTarget(junit),
                profile: junitProfile,
                surroundings: surroundings.report
            )
            try traceFile?.write()
            all.paths += [trace].compactMap(\.self)
            written = .success(all)
        } catch {
            written = .failure(error)
        }
        _ = await past.value
        // What cannot be written is still printed.
        try tell(suite, shown, await document, elapsed, surroundings, try? written.get())
        _ = try written.get()
        if let signal = interruption.arrived { throw ExitCode(128 + signal) }
        let broken = suite.scenarios.compactMap(\.infrastructureFailure)
        for failure in Set(broken).sorted() { StandardError.write("moonlight: \(failure)\n") }
        if let unsettled { throw unsettled }
        if !broken.isEmpty { throw ExitStatus.infrastructure }
        if suite.count(.failed) > 0 { throw ExitStatus.failed }
    }

    /// Reports are written whatever the state folder says; then it is reported.
    private static func failure(
        _ body: () throws(StorageFailure) -> Void
    ) -> StorageFailure? {
        do throws(StorageFailure) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    private func perform(
        _ scenarios: [Scenario],
        _ prepared: SuiteEnvironment,
        _ surroundings: ToolEnvironment
    ) async -> SuiteResult {
        var options = ScenarioRunner.Options()
        options.seed = seed
        options.timeLimit = timeout?.duration
        options.retries = retries
        options.repetition = repetition
        let isLive =
            StandardError.isTerminal && !surroundings.isDumbTerminal && format == .text && !quiet
        let display =
            isLive ? ProgressDisplay(total: scenarios.count, clock: surroundings.clock) : nil
        var watched = prepared
        let interruption = surroundings.interruption
        if let display { watched.watch = { display.note($0, $1) } }
        let runner = SuiteRunner(
            ScenarioRunner(watched, options: options),
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
            stopsAtFirstFailure: failFast,
            cancellationReason: { "the suite was cancelled by \(interruption.name)" }
        )
        return await interruption.watch {
            await withTaskGroup(of: Void.self) { group in
                if let display { group.addTask { await display.draw() } }
                let suite = await runner.run(scenarios) { display?.note($0) }
                group.cancelAll()
                return suite
            }
        }
    }

    /// - Parameters:
    ///   - shown: The suite with paths as reports have them.
    ///   - document: What standard output is for where that is JSON.
    private func tell(
        _ suite: SuiteResult,
        _ shown: SuiteResult,
        _ document: [UInt8]?,
        _ elapsed: Duration,
        _ surroundings: ToolEnvironment,
        _ written: ReportFolder.Written?
    ) throws {
        if let document { try StandardOutput.write(document) }
        if let xml = written?.document { try StandardOutput.write(xml: xml) }
        let isDocument = document != nil || written?.document != nil
        if format == .text {
            let style = ConsoleStyle(
                isColoured: surroundings.isColoured(noColor),
                isQuiet: quiet
            )
            var text = ConsoleReport.text(shown, style: style, elapsed: elapsed)
            if let written, !quiet, !suite.scenarios.isEmpty {
                text += "reports: \(written.paths.joined(separator: ", "))\n"
            }
            if isDocument { StandardError.write(text) } else { try StandardOutput.write(text) }
        }
        guard let gitHub = GitHubActions.current else { return }
        try gitHub.report(gitHub.annotations.lines(suite), withDocument: isDocument) { limit in
            SummaryMarkdown.text(shown, limit: limit)
        }
    }
}
