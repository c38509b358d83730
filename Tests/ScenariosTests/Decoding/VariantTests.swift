import Faults
import Shapes
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Variants of a scenario")
struct VariantTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// One phase in three lines after the first ones, whose lines a case knows.
    private func text(_ first: String) -> String {
        """
        \(first)
        name: x
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: hi}}}
        faults: [{id: busy, when: {times: 1}, inject: server_error}]
        runs: [{name: cold}, {name: warm, config: {retry: {max_attempts: 7}}}]
        """
    }

    private func variants(_ first: String) async throws -> [Scenario] {
        try folder.write("x.yaml", text(first))
        let suite = try await ScenarioLoader(workingDirectory: folder.path).suite(at: ["x.yaml"])
        #expect(suite.mistakes == [])
        return suite.scenarios
    }

    @Test("each combination of values is a scenario of its own, the last key's values first")
    func combinations() async throws {
        let scenarios = try await variants(
            "matrix: {config.retry.max_attempts: [2, 4], faults.busy.when.times: [1, 3]}"
        )
        #expect(
            scenarios.map { "\($0.title)" } == [
                "x [config.retry.max_attempts=2, faults.busy.when.times=1]",
                "x [config.retry.max_attempts=2, faults.busy.when.times=3]",
                "x [config.retry.max_attempts=4, faults.busy.when.times=1]",
                "x [config.retry.max_attempts=4, faults.busy.when.times=3]",
            ]
        )
        let attempts = scenarios.map { scenario in
            scenario.runs.map { $0.configuration.phases["a"]?.retry.maxAttempts }
        }
        #expect(attempts == [[2, 7], [2, 7], [4, 7], [4, 7]], "what a run says itself stays")
        #expect(scenarios.map { $0.faults.first?.fault.selector.times } == [1, 3, 1, 3])
    }

    @Test(
        "a value stands at any key of the file",
        arguments: [
            ("requirements", "[one, two]"),
            ("agents.a.simulated.latency", "[1s, {uniform: {min: 1s, max: 2s}}]"),
            ("agents.a.simulated.output", "[one, two]"),
            ("runs.warm.config.retry.max_attempts", "[2, 3]"),
            ("runs[0].repeat", "[2, 3]"), ("config.phases.a.cache.enabled", "[true, false]"),
            ("faults[0].inject", "[server_error, {rate_limit: {retry_after: 1s}}]"),
        ]
    )
    func anywhere(key: String, values: String) async throws {
        let scenarios = try await variants("matrix: {\"\(key)\": \(values)}")
        #expect(scenarios.count == 2)
        #expect(scenarios.allSatisfy { $0.variant?.settings.map(\.key) == [key] })
        #expect(Set(scenarios.map(\.title)).count == 2)
    }

    @Test("seeds make variants without another decoding, and only where they are wanted")
    func seeds() async throws {
        let scenario = try #require(try await variants("seeds: 5..7\nseed: 2").first)
        #expect(scenario.seed == 2)
        #expect(scenario.variant == nil)
        let all = scenario.variants(of: scenario.seeds)
        #expect(all.map(\.seed) == [5, 6, 7])
        #expect(all.map(\.title) == ["x [seed 5]", "x [seed 6]", "x [seed 7]"])
        #expect(all.allSatisfy { $0.nameInMatrix == "x" })
    }

    @Test("seeds and matrix are named together")
    func both() async throws {
        let scenarios = try await variants("seeds: 3..4\nmatrix: {requirements: [a b]}")
        let all = scenarios.flatMap { $0.variants(of: $0.seeds) }
        #expect(
            all.map(\.title) == ["x [seed 3, requirements=a b]", "x [seed 4, requirements=a b]"]
        )
        #expect(
            all.allSatisfy { $0.isNamed("[requirements=a b]") && !$0.isNamed("[requirements=a]") }
        )
        #expect(all.filter { $0.isNamed("[seed 3,") }.count == 1)
    }

    @Test("texts that could be taken for another value are quoted in names")
    func labels() async throws {
        let scenarios = try await variants(
            "matrix: {requirements: [\"4\", \"a, b\", \"true\", plain]}"
        )
        #expect(
            scenarios.compactMap { $0.variant?.settings.first?.text }
                == ["\"4\"", "\"a, b\"", "\"true\"", "plain"]
        )
    }

    @Test("a matrix is taken over like any other key")
    func extended() async throws {
        try folder.write("_base.yaml", text("matrix: {requirements: [one, two]}"))
        try folder.write("x.yaml", "extends: _base.yaml\nname: y\nmatrix: {requirements: [three]}")
        let suite = try await ScenarioLoader(workingDirectory: folder.path).suite(at: ["x.yaml"])
        #expect(suite.mistakes == [])
        #expect(suite.scenarios.map(\.title) == ["y [requirements=three]"])
    }

    @Test("the variant that was stored is found by its name")
    func named() throws {
        try folder.write("x.yaml", text("matrix: {requirements: [one, two]}"))
        let loader = ScenarioLoader(workingDirectory: folder.path)
        #expect(
            try loader.load("x.yaml", named: "x [requirements=two]").runs[0].requirements == "two"
        )
        #expect(throws: ScenarioLoader.Failure.self) {
            try loader.load("x.yaml", named: "x [requirements=three]")
        }
        try folder.write("y.yaml", text("description: no variants"))
        #expect(try loader.load("y.yaml", named: "renamed").name == "x")
    }

    @Test(
        "a mistake is told once, at its line",
        arguments: [
            (
                "matrix: {config.retry.max_attempts: [2, soon, 3], requirements: [a, b]}",
                [
                    "1:41: error: config.retry.max_attempts: expected an integer from 1 to 100000, found \"soon\""
                ]
            ),
            (
                "matrix: {config.retry.max_atempts: [2]}",
                [
                    "1:10: error: matrix.config.retry.max_atempts: expected a known key, found \"max_atempts\"; "
                        + "did you mean \"max_attempts\"?"
                ]
            ),
            (
                "matrix: {agents.aa.simulated.latency: [2s]}",
                [
                    "1:10: error: matrix.agents.aa.simulated.latency: expected an agent of the scenario, found \"aa\"; "
                        + "did you mean \"a\"?"
                ]
            ),
            (
                "matrix: {runs.cool.repeat: [2]}",
                [
                    "1:10: error: matrix.runs.cool.repeat: expected the name of an entry, found \"cool\"; "
                        + "did you mean \"cold\"?"
                ]
            ),
            (
                "matrix: {\"runs[2].repeat\": [2]}",
                [
                    "1:10: error: matrix.runs[2].repeat: expected one of 2 entries, counted from 0, found [2]"
                ]
            ),
            (
                "matrix: {config..retry: [2]}",
                [
                    "1:10: error: matrix.config..retry: expected the path of a key such as "
                        + "config.retry.max_attempts, found \"config..retry\""
                ]
            ),
            (
                "matrix: {seed: [1, 2]}",
                [
                    "1:10: error: matrix.seed: expected a key that variants can differ in, found \"seed\"; "
                        + "seeds: 1..50 makes a variant of each seed"
                ]
            ),
            (
                "matrix: {requirements: [one, two, one]}",
                [
                    "1:35: error: matrix.requirements[2]: expected another value, found one a second time"
                ]
            ),
            (
                "matrix: {faults.busy.inject.server_error.status: [500]}",
                [
                    "1:10: error: matrix.faults.busy.inject.server_error.status: expected keys to stand under "
                        + "faults.busy.inject, which is \"server_error\" here"
                ]
            ),
            (
                "matrix: {config.retry: [{max_attempts: 2}], config.retry.max_attempts: [3]}",
                [
                    "1:45: error: matrix.config.retry.max_attempts: lies in \"config.retry\" beside it; keep one of them"
                ]
            ),
            (
                "matrix: {requirements: []}",
                [
                    "1:24: error: matrix.requirements: expected a list with at least one item, found an empty list"
                ]
            ),
            (
                "seeds: 1..20000",
                ["1:8: error: seeds: expected at most 10000 variants, found 20000"]
            ),
            (
                "seeds: 0..9223372036854775807",
                ["1:8: error: seeds: expected at most 10000 variants, found far more"]
            ),
        ]
    )
    func mistakes(first: String, says: [String]) throws {
        #expect(try folder.complaints(about: text(first)) == says.map { "x.yaml:\($0)" })
    }

    @Test("a product beyond the limit is refused before anything is decoded")
    func tooMany() throws {
        let values = (1...40).map { "v\($0)" }.joined(separator: ", ")
        let found = try folder.complaints(
            about: text(
                "matrix: {requirements: [\(values)], agents.a.simulated.output: [\(values)]}"
            )
        )
        #expect(
            found == ["x.yaml:1:9: error: matrix: expected at most 1000 combinations, found 1600"]
        )
        let seeded = try folder.complaints(
            about: text("matrix: {requirements: [\(values)]}\nseeds: 1..300")
        )
        #expect(
            seeded == [
                "x.yaml:2:8: error: seeds: expected at most 10000 variants, those of the matrix included, found 12000"
            ]
        )
    }

    @Test("a mistake of the file is told once, whatever number of variants has it")
    func fileMistake() throws {
        let found = try folder.complaints(
            about: text("matrix: {requirements: [one, two, three]}\nclock: vertical")
        )
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("x.yaml:2:8: error: clock: ") == true)
    }
}
