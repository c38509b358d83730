import Foundation
import Invariants
import Suites
import Testing

@testable import Reports

@Suite("Failures of a suite, the worst first")
struct SuiteFailureTests {
    /// A scenario that broke an invariant, in its own words.
    private func scenario(
        _ name: String,
        _ invariant: Invariant?,
        _ found: String,
        expected: String = "the invariant"
    ) -> ScenarioResult {
        var scenario = SampleSuite.scenario(name, status: .failed)
        var failure = SampleSuite.failure(expected, found, 1, run: "cold")
        failure.invariant = invariant
        scenario.invariantFailures = [failure]
        return scenario
    }

    private var suite: SuiteResult {
        SuiteResult(scenarios: [
            SampleSuite.flaky, SampleSuite.broken, scenario("leaks", .requestBudget, "9 calls"),
            scenario("expects", nil, "failed"), scenario("loses", .committedOnce, "twice"),
            scenario("lies", .cacheHonesty, "digest 0123456789abcdef at event 12"),
            SampleSuite.passed, scenario("pays", .effectsOnce, "applied 2"),
            scenario("lies too", .cacheHonesty, "digest fedcba9876543210 at event 7"),
        ])
    }

    @Test("harm comes before what is only expected, flaky scenarios come last")
    func order() {
        #expect(
            SuiteFailure.distinct(in: suite).map(\.weight) == [
                .doubleEffect, .wrongOutput, .lostWork, .expectation, .breakage, .leak, .flaky,
                .flaky, .flaky,
            ]
        )
    }

    @Test("what says the same but for numbers and digests is one, with the names of the others")
    func alike() throws {
        let distinct = SuiteFailure.distinct(in: suite)
        let wrong = try #require(distinct.first { $0.weight == .wrongOutput })
        #expect(wrong.scenario.name == "lies")
        #expect(wrong.alike == ["lies too: cold"])
        let all = SuiteFailure.all(in: suite).filter { $0.weight == .wrongOutput }
        #expect(all.map(\.isRepeated) == [false, true])
    }

    @Test("the summary begins with them, each with the command that shows it again")
    func summary() throws {
        let text = SummaryMarkdown.text(suite)
        let list = try #require(text.range(of: "## What failed, the worst first"))
        let table = try #require(text.range(of: "| scenario |"))
        #expect(list.lowerBound < table.lowerBound)
        #expect(text.contains("double effect: expected the invariant, found applied 2\n"))
        #expect(text.contains("  and 1 more alike: lies too: cold\n"))
        #expect(text.contains("  replay   moonlight run Scenarios/pays.yaml --seed"))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
        let names = rows.compactMap { $0.split(separator: "|").first }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(
            names == [
                "pays", "lies", "lies too", "loses", "expects", "broken", "leaks", "flaky",
                "hello-world-api",
            ]
        )
        #expect(!SummaryMarkdown.text(SuiteResult(scenarios: [SampleSuite.passed])).contains("##"))
    }

    @Test("annotations are the worst ten of each level, and say how many there are more")
    func annotations() {
        let many = (1...30).map { scenario("s\($0)", nil, "word \($0)", expected: "e\($0)") }
        let worst = scenario("pays", .effectsOnce, "applied 2")
        let lines = GitHubAnnotations().lines(SuiteResult(scenarios: many + [worst]))
        #expect(lines.count == 10)
        #expect(lines.first?.contains("title=pays%3A cold::") == true)
        #expect(lines.last == "::error title=and more::22 more, in the output and in the reports")
        let ten = SuiteResult(scenarios: Array(many.prefix(10)))
        #expect(GitHubAnnotations().lines(ten).count == 10)
        #expect(!GitHubAnnotations().lines(ten).contains { $0.contains("and more") })
    }

    @Test(
        "a shape has words, not numbers, digests or ids",
        arguments: [
            ("12 calls", "# calls"), ("1.5s of 2s", "#s of #s"), ("phase2", "phase#"),
            ("digest 0123456789abcdef", "digest #"), ("deadbeef", "deadbeef"),
            ("run 9f3c1a7e", "run #"), ("a.yaml:14", "a.yaml:#"), ("", ""),
        ]
    )
    func shape(text: String, shape: String) {
        #expect(FailureShape.of(text) == shape)
    }

    @Test("every invariant has a harm, in the order in which they hurt")
    func harms() {
        #expect(Harm.allCases.sorted() == Harm.allCases)
        #expect(Invariant.effectsOnce.harm == .doubleEffect)
        #expect(Invariant.allCases.count { $0.harm == .report } == 4)
    }
}

@Suite("Code Quality reports")
struct CodeQualityTests {
    private func findings(_ suite: SuiteResult) throws -> [[String: Any]] {
        let data = Data(CodeQuality.json(suite) { "sub/\($0)" })
        return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    @Test("a finding has what GitLab asks for, at the line of the entry")
    func fields() throws {
        let first = try #require(try findings(SampleSuite.suite).first)
        #expect(
            Set(first.keys) == ["description", "check_name", "fingerprint", "severity", "location"]
        )
        #expect(
            first["description"] as? String
                == "cache.ttl: warm: expected cached [planner], found cached [] missed because of ttl"
        )
        #expect(first["severity"] as? String == "major")
        let location = try #require(first["location"] as? [String: Any])
        #expect(location["path"] as? String == "sub/Scenarios/a.yaml")
        #expect((location["lines"] as? [String: Int]) == ["begin": 14])
    }

    @Test("fingerprints are unique, and neither a line nor a number found changes them")
    func fingerprints() throws {
        func prints(_ suite: SuiteResult) throws -> [String] {
            try findings(suite).compactMap { $0["fingerprint"] as? String }
        }
        var double = SampleSuite.suite
        double.scenarios += double.scenarios
        let all = try prints(double)
        #expect(Set(all).count == all.count)
        var moved = SampleSuite.failed
        moved.runs[1].repetitions[0].failures[0].location = "Scenarios/a.yaml:99"
        moved.runs[1].repetitions[0].failures[0].found = "something else"
        #expect(
            try prints(SuiteResult(scenarios: [moved]))
                == prints(SuiteResult(scenarios: [SampleSuite.failed]))
        )
    }

    @Test("nothing failed: an empty list, which says that all is mended")
    func empty() {
        let suite = SuiteResult(scenarios: [SampleSuite.passed])
        #expect(CodeQuality.json(suite) { $0 } == Array("[]\n".utf8))
    }

    @Test("hostile texts stay text on one line")
    func hostile() throws {
        for finding in try findings(NastyScenario.suite) {
            let text = try #require(finding["description"] as? String)
            #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
    }
}
