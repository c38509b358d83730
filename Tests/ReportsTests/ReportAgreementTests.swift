import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Reports
@testable import Suites

/// Every report folds the same results; none may count or add up otherwise than the others.
@Suite("Reports agree")
struct ReportAgreementTests {
    @Test("on every count and duration of a random suite", arguments: 1...60)
    func agreement(seed: UInt64) throws {
        let suite = RandomSuite(seed: seed).suite
        let json = try object(SuiteJSON.encode(suite))
        let page = try WrittenPage(suite)
        let data = try page.data()
        let junit = try WrittenJUnit(suite, .rich).document()
        let markdown = SummaryMarkdown.text(suite)

        let statuses = ["passed", "failed", "flaky", "skipped"]
        let counts = statuses.map { json[$0] as? Int ?? -1 }
        let cases = json["cases"] as? Int ?? -1
        #expect(statuses.map { data[$0] as? Int ?? -1 } == counts)
        #expect(data["cases"] as? Int == cases)
        let words = zip(counts, statuses).map { "\($0) \($1)" }
        #expect(markdown.contains("\(words.joined(separator: ", ")) (\(cases) case"))
        for word in words { #expect(page.head.contains(word), "\(word)") }
        #expect(page.head.contains("\(cases) case"))

        #expect(junit.suites.count == suite.scenarios.count)
        #expect(junit.cases.count == cases)
        #expect(junit.suites.map(status) == suite.scenarios.map(\.status.rawValue))
        try expectSameRuns(json, data, suite)
        expectCounts(of: junit.cases, in: junit.root)
        for suite in junit.suites { expectCounts(of: suite.all("testcase"), in: suite) }
        for (number, scenario) in suite.scenarios.enumerated() {
            let row = try #require(self.row(of: page, number))
            let line = markdown.split(separator: "\n").first {
                $0.hasPrefix("| \(scenario.title) |")
            }
            let summary = String(try #require(line))
            expectRow(summary, of: scenario)
            #expect(summary.contains(scenario.durationText))
            expectRow(row, of: scenario)
            #expect(row.contains("virtual \(SpanText.text(scenario.runTime)), "))
        }
        for (scenario, element) in zip(suite.scenarios, junit.suites) {
            #expect(element["time"] == seconds(scenario.wallTime))
            let times = element.all("testcase").map { $0["time"] }
            #expect(times == (scenario.runs.map(\.wallTime) + [.zero]).map(seconds))
        }
    }

    /// The row of a page's table that is about the scenario with this number, without markup.
    private func row(of page: WrittenPage, _ number: Int) -> String? {
        let start = "<tr class=\"scenario\" data-scenario=\"\(number)\">"
        return page.body.components(separatedBy: start).dropFirst().first?
            .components(separatedBy: "</tr>").first?.replacing(/<[^>]*>/, with: " ")
    }

    /// A row has status, runs, executions and real time of its scenario, and no other's.
    private func expectRow(_ row: String, of scenario: ScenarioResult) {
        let executions = scenario.runs.reduce(0) { $0 + $1.repetitions.count }
        let (runs, others) = (scenario.runs.count, executions > scenario.runs.count)
        #expect(row.contains("\(scenario.status.rawValue) "))
        #expect(row.contains(runs == 1 ? "1 run" : "\(runs) runs"))
        #expect(!others || row.contains("(\(executions) execution"))
        #expect(row.contains(SpanText.text(scenario.wallTime)))
    }

    /// The runs of both, with the durations and failures of the results.
    private func expectSameRuns(
        _ json: [String: Any],
        _ data: [String: Any],
        _ suite: SuiteResult
    ) throws {
        let scenarios = try #require(json["scenarios"] as? [[String: Any]])
        let listed = try #require(data["scenarios"] as? [[String: Any]])
        #expect(scenarios as NSArray == listed as NSArray)
        for (scenario, result) in zip(scenarios, suite.scenarios) {
            let runs = try #require(scenario["runs"] as? [[String: Any]])
            let repetitions = result.runs.flatMap(\.repetitions)
            let durations = runs.compactMap { $0["duration_s"] as? Double }
            #expect(durations == repetitions.map { $0.record.duration / .seconds(1) })
            #expect(
                runs.map { ($0["failures"] as? [Any])?.count } == repetitions.map(\.failures.count)
            )
        }
    }

    /// What an element says of its cases, and the cases themselves.
    private func expectCounts(
        of cases: [JUnitDocument.Element],
        in element: JUnitDocument.Element
    ) {
        func count(_ name: String) -> String {
            String(cases.count { !$0.all(name).isEmpty })
        }
        #expect(element["tests"] == String(cases.count))
        #expect(element["failures"] == count("failure"))
        #expect(element["errors"] == count("error"))
        #expect(element["skipped"] == count("skipped"))
    }

    /// How a suite of JUnit's ended.
    private func status(_ suite: JUnitDocument.Element) -> String {
        func has(_ name: String) -> Bool {
            suite.all("testcase").contains { !$0.all(name).isEmpty }
        }
        if has("failure") || has("error") { return "failed" }
        if has("flakyFailure") { return "flaky" }
        return has("skipped") ? "skipped" : "passed"
    }

    private func seconds(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        let whole = Int(milliseconds)
        let digits = String(whole % 1000)
        return "\(whole / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }

    private func object(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
}

extension WrittenPage {
    /// The page's first element: verdict, counts, command.
    var head: String {
        let header = body.firstMatch(of: #/(?s)<header>(.*?)<\/header>/#).map { String($0.1) } ?? ""
        return header.replacing(/<[^>]*>/, with: "")
    }
}

/// A suite made by chance; the same seed gives the same one.
struct RandomSuite {
    private(set) var suite = SuiteResult(scenarios: [])
    private var chance: SplitMix64

    init(seed: UInt64) {
        chance = SplitMix64(seed: seed)
        let count = Int.random(in: 1...9, using: &chance)
        var scenarios: [ScenarioResult] = []
        for number in 0..<count { scenarios.append(scenario(number)) }
        suite = SuiteResult(scenarios: scenarios)
    }

    private mutating func scenario(_ number: Int) -> ScenarioResult {
        let all = ScenarioResult.Status.allCases
        let status = all[Int.random(in: 0..<all.count, using: &chance)]
        var scenario = SampleSuite.scenario("random-\(number)", status: status)
        scenario.wallTime = .microseconds(Int.random(in: 0...90_000_000, using: &chance))
        for place in 0..<Int.random(in: 1...4, using: &chance) {
            let count = status == .skipped ? 0 : Int.random(in: 1...7, using: &chance)
            scenario.runs.append(run("run-\(place)", count))
        }
        switch status {
        case .failed: fail(&scenario)
        case .flaky: scenario.failedTries = [[SampleSuite.failure("x", "y", 3, run: "run-0")]]
        case .skipped: scenario.skipReason = "not today"
        case .passed: break
        }
        return scenario
    }

    private mutating func run(_ name: String, _ count: Int) -> RunResult {
        let phases: [PhaseID] = ["planner", "designer", "coder", "reviewer"]
        var repetitions: [RepetitionResult] = []
        for number in 0..<count {
            let executed = phases.prefix(Int.random(in: 0...phases.count, using: &chance))
            repetitions.append(
                SampleSuite.repetition(
                    count == 1 ? name : "\(name)#\(number + 1)",
                    executed: Array(executed)
                )
            )
        }
        var run = SampleSuite.run(name, line: 3, repetitions)
        run.wallTime = .microseconds(Int.random(in: 0...9_000_000, using: &chance))
        return run
    }

    /// A run fails, or an invariant is broken.
    private mutating func fail(_ scenario: inout ScenarioResult) {
        let place = Int.random(in: 0...scenario.runs.count, using: &chance)
        guard place < scenario.runs.count, let first = scenario.runs[place].repetitions.first else {
            scenario.invariantFailures = [SampleSuite.failure("one ending", "two", 1)]
            return
        }
        var repetitions = Array(scenario.runs[place].repetitions)
        repetitions[0].failures = (0..<Int.random(in: 1...4, using: &chance)).map { number in
            SampleSuite.failure("status succeeded", "status failed", 4 + number, run: first.id)
        }
        scenario.runs[place].repetitions = Repetitions(repetitions)
    }
}
