internal import ArgumentParser
internal import Files
internal import Foundation
internal import Reports
internal import Scenarios
internal import Storage
internal import Suites

extension RunCommand {
    /// Runs what is chosen, and writes and prints what came of it.
    func runSuite() async throws {
        try NamedPlaces.requireFile(junit, "--junit", allowsFolder: true)
        try NamedPlaces.requireFile(trace, "--trace")
        try NamedPlaces.requireFolder(report, "--report")
        try NamedPlaces.requireFolder(state, "--state")
        let surroundings = ToolEnvironment()
        defer { surroundings.clean() }
        let scenarios = try await scenarios(surroundings)
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
        let format = format
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
        // Of many runs each takes a while: history, reports and the document are made at the same time. JUnit takes the
        // longest, so its cases are made first, by all processors.
        let cases = await JUnitSuites(concurrently: shown, toolVersion: ToolVersion.text)
        async let document = format == .json ? SuiteJSON.encode(suite) : nil
        let written = await attempted {
            var all = try await reports.write(
                shown,
                cases: cases,
                timelines: timelines,
                history: past,
                events: events,
                junit: JUnitTarget(junit),
                profile: junitProfile,
                surroundings: surroundings.report
            )
            try traceFile?.write()
            all.paths += [trace].compactMap(\.self)
            return all
        }
        _ = await past.value
        // What cannot be written is still printed.
        try tell(suite, shown, await document, elapsed, surroundings, try? written.get())
        UntilExit.keep(scenarios, suite, shown, cases, timelines, await past.value)
        _ = try written.get()
        try conclude(suite, unsettled, surroundings.interruption)
    }

    /// The scenarios that are chosen, as they are to run; what they need is there.
    private func scenarios(_ surroundings: ToolEnvironment) async throws -> [Scenario] {
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
        return scenarios
    }

    /// What keeps the exit code from 0.
    private func conclude(
        _ suite: SuiteResult,
        _ unsettled: StorageFailure?,
        _ interruption: Interruption
    ) throws {
        if let signal = interruption.arrived { throw ExitCode(128 + signal) }
        let broken = suite.scenarios.compactMap(\.infrastructureFailure)
        for failure in Set(broken).sorted() { StandardError.write("moonlight: \(failure)\n") }
        if let unsettled { throw unsettled }
        if !broken.isEmpty { throw ExitStatus.infrastructure }
        if suite.count(.failed) > 0 { throw ExitStatus.failed }
    }

    /// What came of writing: what cannot be written is reported once the rest is printed.
    private func attempted(
        _ write: () async throws -> ReportFolder.Written
    ) async -> Result<ReportFolder.Written, any Error> {
        do { return .success(try await write()) } catch { return .failure(error) }
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
