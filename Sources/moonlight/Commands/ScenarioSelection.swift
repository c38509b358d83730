internal import Shapes
internal import Quantities
internal import ArgumentParser
internal import Scenarios
internal import Workflows

/// The arguments that choose scenarios.
struct ScenarioSelection: ParsableArguments {
    @Argument(help: "Scenario files or folders.", completion: .file(extensions: ["yaml", "yml"]))
    var paths: [String] = usualPaths

    private static let usualPaths = ["Scenarios"]

    /// Whether scenarios were asked for, and not just left out.
    var isGiven: Bool {
        paths != Self.usualPaths || filter != nil || !(tags + excludedTags).isEmpty
    }

    @Option(
        help: """
            Only scenarios with this text in their path or name; the name of a variant ends as in NAME [seed 3, \
            config.retry.max_attempts=4].
            """
    )
    var filter: String?

    @Option(name: .customLong("tag"), help: "Only scenarios with this tag; may be repeated.")
    var tags: [String] = []

    @Option(
        name: .customLong("exclude-tag"),
        help: "No scenarios with this tag; may be repeated."
    )
    var excludedTags: [String] = []

    /// Reads and checks every file, here or at other places, then chooses. All mistakes of all files are thrown at once.
    ///
    /// - Parameter variants: What a scenario is executed as.
    func load(
        _ loader: ScenarioLoader,
        at other: [String]? = nil,
        as variants: (Scenario) -> [Scenario] = { [$0] }
    ) async throws -> [Scenario] {
        let suite = try await loader.suite(at: other ?? paths)
        guard suite.mistakes.isEmpty else { throw Problems(suite.mistakes) }
        if suite.scenarios.isEmpty {
            for base in suite.bases {
                StandardError.write(
                    "moonlight: \(base): without runs it is a base: run a file that extends it\n"
                )
            }
        }
        return suite.scenarios.flatMap(variants).filter(isChosen)
    }

    private func isChosen(_ scenario: Scenario) -> Bool {
        if let filter, !scenario.file.contains(filter), !scenario.isNamed(filter) {
            return false
        }
        if !tags.isEmpty, !tags.contains(where: scenario.tags.contains) { return false }
        return !excludedTags.contains(where: scenario.tags.contains)
    }
}

/// A range of seeds, as an argument names it.
struct SeedRange: ExpressibleByArgument {
    let seeds: ClosedRange<Int>

    init?(argument: String) {
        guard let seeds = RangeSyntax.integers(argument) else { return nil }
        self.seeds = seeds
    }
}

/// How an answer is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// A duration as scenario files write it.
struct DurationArgument: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = DurationSyntax.parse(argument), duration > .zero else { return nil }
        self.duration = duration
    }
}
