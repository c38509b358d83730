internal import ArgumentParser
internal import Exploration
internal import Foundation
internal import Reports
internal import Scenarios
internal import Shapes
internal import Workflows

/// Searches scenarios for schedules of faults that break a promise.
struct ExploreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract:
            "Searches fault schedules and seeds for a broken invariant, shrinks what it finds."
    )

    @OptionGroup var selection: ScenarioSelection

    @Option(help: "How many seeds are executed, as 1000, or which, as 5..20.")
    var seeds = SeedsArgument(seeds: 1...10_000)

    @Option(help: "How many faults an execution may meet besides the scenario's own, 0 to 3.")
    var faults = ExploreOptions.mostFaults

    @Option(parsing: .upToNextOption, help: "Only these types of faults.")
    var only: [String] = []

    @Option(parsing: .upToNextOption, help: "Not these types of faults.")
    var except: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: "These phases answer \"simulated PHASE\" after a second, whoever performs them."
    )
    var simulate: [String] = []

    @Option(help: "The real time that everything may take, such as 90s.")
    var timeLimit: DurationArgument?

    @Option(help: "How many executions happen at a time; it changes nothing in what is found.")
    var jobs: Int?

    @Option(
        help: """
            The folder for failures that were found, as scenario files, in the repository of the scenarios (default: \
            reports/failures).
            """
    )
    var save: String?

    private static let usualFolder = "reports/failures"

    @Option(
        help: "A folder for reports: junit.xml and report.html.",
        completion: .directory
    )
    var report: String?

    @Option(
        help:
            "Where a JUnit file goes, with a case for each violation: a file, or - for standard output.",
        completion: .file(extensions: ["xml"])
    )
    var junit: String?

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    func validate() throws {
        guard (0...ExploreOptions.mostFaults).contains(faults) else {
            throw ValidationError(
                "--faults: expected 0 to \(ExploreOptions.mostFaults), found \(faults)"
            )
        }
        if let jobs, jobs < 1 {
            throw ValidationError("--jobs: expected at least 1, found \(jobs)")
        }
        for (option, types) in [("--only", only), ("--except", except)] {
            if let type = types.first(where: { !SampleCatalog.isType($0) }) {
                throw ValidationError("\(option): expected types of faults, found \(type)")
            }
        }
        if junit == "-", format == .json {
            throw ValidationError(
                "--junit -: standard output holds one document, and --format json is one"
            )
        }
    }

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFile(junit, "--junit")
            if let save { try NamedPlaces.requireFolder(save, "--save") }
            if let report { try NamedPlaces.requireFolder(report, "--report") }
            let surroundings = ToolEnvironment()
            defer { surroundings.clean() }
            let folder = FailureFolder(path: save ?? Self.usualFolder)
            let targets = try await targets(surroundings, folder)
            let campaign = ExploreCampaign(
                targets: targets,
                options: options,
                folder: folder,
                deadline: timeLimit.map { surroundings.clock.now.advanced(by: $0.duration) },
                surroundings: surroundings,
                isLive: StandardError.isTerminal && !surroundings.isDumbTerminal
                    && format == .text
            )
            let suite = try await campaign.run()
            let written = Result { try write(suite, surroundings) }
            try tell(suite, surroundings)
            try written.get()
            if let signal = surroundings.interruption.arrived { throw ExitCode(128 + signal) }
            if suite.isCanaryCaught == false {
                StandardError.write("moonlight: the planted violation was not found\n")
                throw ExitStatus.ownFault
            }
            if !suite.findings.isEmpty { throw ExitStatus.failed }
        }
    }

    private var options: ExploreOptions {
        var options = ExploreOptions()
        options.seeds = seeds.seeds
        options.faults = faults
        options.choice.only = Set(only)
        options.choice.except = Set(except)
        options.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        return options
    }

    /// The scenarios on a virtual clock, those whose failures are saved first; or why one cannot be explored.
    private func targets(
        _ surroundings: ToolEnvironment,
        _ folder: FailureFolder
    ) async throws -> [ExploreCampaign.Target] {
        let scenarios = try await selection.load(surroundings.loader)
        guard !scenarios.isEmpty else {
            StandardError.write("moonlight: no scenario matched\n")
            throw ExitStatus.missingFile
        }
        if let save, let scenario = scenarios.first(where: { !folder.reaches($0) }) {
            let files = ScenarioFiles(scenarioAt: scenario.path)
            let place =
                files.pathInRepository == nil
                ? "the folder of \(scenario.file), which is in no repository"
                : "a folder in the repository of \(scenario.file)"
            throw ValidationError(
                "--save \(save): expected \(place): a file there could not extend it"
            )
        }
        let named = Set(simulate)
        let phases = Set(scenarios.flatMap { $0.workflow.phases.map(\.id.name) })
        if let unknown = simulate.first(where: { !phases.contains($0) }) {
            throw ValidationError("--simulate: expected phases of the scenarios, found \(unknown)")
        }
        // What failed before comes first.
        let ordered =
            scenarios.filter(folder.hasFailure) + scenarios.filter { !folder.hasFailure(of: $0) }
        return try ordered.map { scenario in
            do throws(Scenario.Unsimulated) {
                return .init(scenario: scenario, outcome: .success(try scenario.simulated(named)))
            } catch {
                // A file that was named is meant to be explored.
                if selection.paths.contains(scenario.file) {
                    StandardError.write("\(scenario.file):1: error: \(error)\n")
                    throw ExitStatus.invalidInput
                }
                return .init(scenario: scenario, outcome: .failure(error))
            }
        }
    }

    private func write(_ suite: ExploredSuite, _ surroundings: ToolEnvironment) throws {
        if let junit, junit != "-" {
            try ExplorationJUnit.write(suite, to: junit, surroundings: surroundings.report)
        }
        guard let report else { return }
        try AtomicFile.makeFolder(report)
        try ExplorationJUnit.write(
            suite,
            to: "\(report)/junit.xml",
            surroundings: surroundings.report
        )
        let page = ExplorationPage.bytes(
            suite,
            command: ToolEnvironment.commandLine,
            surroundings: surroundings.report
        )
        try AtomicFile.write(page, to: "\(report)/report.html")
    }

    private func tell(_ suite: ExploredSuite, _ surroundings: ToolEnvironment) throws {
        let style = ConsoleStyle(isColoured: surroundings.isColoured(noColor))
        if junit == "-" {
            let document = try ExplorationJUnit.bytes(suite, surroundings: surroundings.report)
            try StandardOutput.write(document)
            StandardError.write(ExplorationReport.text(suite, style: ConsoleStyle()))
        } else if format == .json {
            try StandardOutput.write(ExplorationReport.json(suite))
        } else {
            try StandardOutput.write(ExplorationReport.text(suite, style: style))
        }
    }
}

/// How many seeds, or which.
struct SeedsArgument: ExpressibleByArgument {
    let seeds: ClosedRange<UInt64>

    /// How many there may be: counts of executions are numbers of the machine.
    private static let most = UInt64(1) << 40

    init(seeds: ClosedRange<UInt64>) {
        self.seeds = seeds
    }

    init?(argument: String) {
        if let count = UInt64(argument) {
            guard count > 0, count <= Self.most else { return nil }
            seeds = 1...count
            return
        }
        guard let range = SeedRange(argument: argument)?.seeds, range.lowerBound >= 0,
            UInt64(range.upperBound - range.lowerBound) < Self.most
        else { return nil }
        seeds = UInt64(range.lowerBound)...UInt64(range.upperBound)
    }

    var defaultValueDescription: String { "\(seeds.upperBound)" }
}
