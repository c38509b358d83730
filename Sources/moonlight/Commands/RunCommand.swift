internal import ArgumentParser
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
}
