internal import ArgumentParser
internal import Exploration
internal import Foundation
internal import Reports
internal import Scenarios
internal import Suites

/// Kills every run at every boundary, resumes it, and compares.
struct CrashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "Kills every run at every boundary, resumes, compares with the uninterrupted run."
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

    @Flag(name: .customLong("without-faults"), help: "Leave out the faults.")
    var leavesOutFaults = false

    @Option(help: "How many scenarios are searched at a time.")
    var jobs: Int?

    @Option(
        help:
            "The real time that the search may take, such as 90s; what is not tried by then is not."
    )
    var timeLimit: DurationArgument?

    @Option(
        help:
            "Where a JUnit file goes, with a case for each run: a file, a folder, or - for standard output.",
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(help: "The readers that the JUnit file is for.")
    var junitProfile: JUnitProfile = .rich

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    @Flag(name: .shortAndLong, help: "Print differences and the summary only.")
    var quiet = false

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    func validate() throws {
        if let jobs, jobs < 1 {
            throw ValidationError("--jobs: expected at least 1, found \(jobs)")
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
        try await ExitStatus.mapped { try await search() }
    }

    private func search() async throws {
        try NamedPlaces.requireFile(junit, "--junit", allowsFolder: true)
        let surroundings = ToolEnvironment()
        defer { surroundings.clean() }
        let scenarios = try await chosen(surroundings)
        guard !scenarios.isEmpty else {
            StandardError.write("moonlight: no scenario matched\n")
            throw ExitStatus.missingFile
        }
        try surroundings.prepare(for: scenarios)
        if junit == "-" { try surroundings.makeTemporary() }
        let start = surroundings.clock.now
        let results = try await results(scenarios, surroundings)
        let elapsed = start.duration(to: surroundings.clock.now)
        // What cannot be written is still printed.
        let written = Result { try write(results, surroundings) }
        try tell(results, elapsed, surroundings, try? written.get())
        _ = try written.get()
        if let signal = surroundings.interruption.arrived { throw ExitCode(128 + signal) }
        if results.contains(where: { !$0.differences.isEmpty }) { throw ExitStatus.failed }
    }

    private func chosen(_ surroundings: ToolEnvironment) async throws -> [Scenario] {
        let declared = try await selection.load(surroundings.loader) { scenario in
            seed == nil ? scenario.variants(of: scenario.seeds) : [scenario]
        }.under(climate)
        return leavesOutFaults ? declared.map(\.withoutFaults) : declared
    }

    private func results(
        _ scenarios: [Scenario],
        _ surroundings: ToolEnvironment
    ) async throws -> [CrashResult] {
        var runner = surroundings.runner
        if scenarios.contains(where: { !$0.isVirtual }) {
            // Runs that are killed on purpose are nobody's history.
            (runner, _) = try surroundings.runner(state: "\(surroundings.temporary)/state")
        }
        var options = CrashSuite.Options()
        options.seed = seed
        options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        options.timeLimit = timeLimit?.duration
        let suite = CrashSuite(runner, options: options)
        return await surroundings.interruption.watch { await suite.search(scenarios) }
    }

    private func write(
        _ results: [CrashResult],
        _ surroundings: ToolEnvironment
    ) throws -> ReportFolder.Written? {
        guard junit != nil else { return nil }
        return try ReportFolder(path: "", temporary: surroundings.temporary).write(
            results,
            junit: JUnitTarget(junit),
            profile: junitProfile,
            surroundings: surroundings.report
        )
    }

    private func tell(
        _ results: [CrashResult],
        _ elapsed: Duration,
        _ surroundings: ToolEnvironment,
        _ written: ReportFolder.Written?
    ) throws {
        guard format == .text else { return try StandardOutput.write(CrashReport.json(results)) }
        let style = ConsoleStyle(isColoured: surroundings.isColoured(noColor), isQuiet: quiet)
        let text = CrashReport.text(results, style: style, elapsed: elapsed)
        if let document = written?.document {
            try StandardOutput.write(xml: document)
            StandardError.write(text)
        } else {
            try StandardOutput.write(text)
        }
    }
}
