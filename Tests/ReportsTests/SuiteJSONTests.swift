import Suites
import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("JSON of a suite")
struct SuiteJSONTests {
    @Test("the object is as recorded")
    func golden() throws {
        try GoldenFile("Tests/ReportsTests/Golden/suite.json").expect(
            SuiteJSON.encode(SampleSuite.suite)
        )
    }

    @Test("it is one line that a reader takes in")
    func parsed() throws {
        let bytes = SuiteJSON.encode(SampleSuite.suite)
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1 && bytes.last == 0x0A)
        let object = try object(bytes)
        #expect(object["schema"] as? Int == 1)
        #expect(object["passed"] as? Int == 1)
        #expect(object["failed"] as? Int == 3)
        #expect(object["flaky"] as? Int == 1)
        #expect(object["skipped"] as? Int == 1)
        #expect(object["cases"] as? Int == 17)
        let scenarios = try #require(object["scenarios"] as? [[String: Any]])
        #expect(
            scenarios.map { $0["status"] as? String } == [
                "passed", "failed", "flaky", "skipped", "failed", "failed",
            ]
        )
        #expect(scenarios[0]["seed"] as? UInt64 == .max)
        #expect(scenarios.allSatisfy { ($0["claims"] as? [Any])?.isEmpty == true })
        #expect((scenarios[5]["runs"] as? [Any])?.count == 25)
        #expect((scenarios[1]["failures"] as? [Any])?.count == 1)
        let fault = try #require((scenarios[1]["faults"] as? [[String: Any]])?.first)
        #expect(fault["outcome"] as? String == "never_fired")
    }

    @Test("of a run with very many repetitions it lists what is kept, and counts the rest")
    func leftOut() throws {
        let count = Repetitions.wholeLimit + 1
        var many = Repetitions(expecting: count)
        let passed = SampleSuite.repetition("load", executed: ["planner"])
        let failure = SampleSuite.failure("x", "y", 3, run: "load")
        let failed = SampleSuite.repetition("load", executed: ["planner"], failures: [failure])
        for number in 1...count { many.append(number == 70_000 ? failed : passed) }
        many.finish()
        var scenario = SampleSuite.scenario("many", status: .failed)
        scenario.runs = [SampleSuite.run("load", line: 3, [])]
        scenario.runs[0].repetitions = many
        let suite = SuiteResult(scenarios: [scenario])
        let scenarios = try object(SuiteJSON.encode(suite))["scenarios"] as? [[String: Any]]
        let runs = try #require(scenarios?.first?["runs"] as? [[String: Any]])
        #expect(runs.count == Repetitions.partLimit + 2)
        let rest = try #require((scenarios?.first?["left_out"] as? [[String: Any]])?.first)
        #expect(rest["repetitions"] as? Int == count)
        #expect(rest["failed"] as? Int == 1)
        #expect(rest["left_out"] as? Int == count - Repetitions.partLimit - 2)
        let text = ConsoleReport.text(suite, style: ConsoleStyle(isColoured: false, isQuiet: false))
        #expect(text.contains("1 run (\(count) executions), virtual 34h43m2"))
    }

    @Test("a run has its record, its error and its response")
    func run() throws {
        let object = try object(SuiteJSON.encode(SampleSuite.suite))
        let scenarios = try #require(object["scenarios"] as? [[String: Any]])
        let cold = try #require((scenarios[0]["runs"] as? [[String: Any]])?.first)
        #expect(cold["executed"] as? [String] == ["coder", "planner"])
        #expect(cold["attempts"] as? [String: Int] == ["coder": 1, "planner": 1])
        #expect(cold["duration_s"] as? Double == 2.500002)
        #expect((cold["digest"] as? String)?.count == 64)
        #expect((cold["response"] as? [String: Any])?["port"] as? Int == 40213)
        #expect(cold["error"] == nil)
        let warm = try #require((scenarios[1]["runs"] as? [[String: Any]])?.last)
        #expect((warm["error"] as? [String: Any])?["phase"] as? String == "planner")
        #expect(
            (warm["failures"] as? [[String: String]])?.last == [
                "expected": "status succeeded", "found": "failed",
                "location": "Scenarios/a.yaml:15",
            ]
        )
    }

    @Test("a run has the tokens and the cost that its agents say, null where none says")
    func usage() throws {
        var suite = SampleSuite.suite
        suite.scenarios = [SampleSuite.costly]
        let object = try object(SuiteJSON.encode(suite))
        let scenarios = try #require(object["scenarios"] as? [[String: Any]])
        let runs = try #require(scenarios[0]["runs"] as? [[String: Any]])
        #expect(runs.map { $0["tokens"] as? Int } == [98765, nil])
        #expect(runs.map { $0["cost"] as? Double } == [4.25, nil])
        #expect(runs[1]["tokens"] is NSNull)
        #expect(runs[1]["cost"] is NSNull)
    }

    @Test("texts come back as they were, whatever is in them")
    func nasty() throws {
        let suite = SuiteResult(scenarios: NastyScenario.all)
        let object = try object(SuiteJSON.encode(suite))
        let scenarios = try #require(object["scenarios"] as? [[String: Any]])
        for scenario in scenarios {
            #expect(scenario["name"] as? String == NastyScenario.text)
            let run = try #require((scenario["runs"] as? [[String: Any]])?.first)
            #expect((run["error"] as? [String: Any])?["message"] as? String == NastyScenario.text)
        }
    }

    private func object(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        )
    }
}
