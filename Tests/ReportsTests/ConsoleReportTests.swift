import Faults
import Suites
import Scenarios
import TestSupport
import Testing

@testable import Reports

@Suite("What the console shows")
struct ConsoleReportTests {
    @Test("the text is as recorded", arguments: [(false, "console.txt"), (true, "coloured.txt")])
    func golden(isColoured: Bool, name: String) throws {
        let style = ConsoleStyle(isColoured: isColoured)
        try GoldenFile("Tests/ReportsTests/Golden/\(name)").expect(
            ConsoleReport.text(SampleSuite.suite, style: style).utf8
        )
    }

    @Test("quiet shows failures and the summary only")
    func quiet() {
        let text = ConsoleReport.text(SampleSuite.suite, style: ConsoleStyle(isQuiet: true))
        #expect(!text.contains("hello-world-api"))
        #expect(!text.contains("flaky  "))
        #expect(text.contains("✗ cache.ttl"))
        #expect(text.hasSuffix("1 passed, 3 failed, 1 flaky, 1 skipped (17 cases) in 6.1s\n"))
        let passed = SuiteResult(scenarios: [SampleSuite.passed])
        let line = ConsoleReport.text(
            passed,
            style: ConsoleStyle(isQuiet: true),
            elapsed: .milliseconds(1290)
        )
        #expect(line == "1 passed, 0 failed, 0 flaky, 0 skipped (3 cases) in 1.2s\n")
    }

    @Test("a suite that was cancelled says so")
    func cancelled() {
        let suite = SuiteResult(scenarios: [], wasCancelled: true)
        let text = ConsoleReport.text(suite, style: ConsoleStyle())
        #expect(text.hasSuffix("cancelled before the end\n"))
    }

    @Test("a failed run's cause and its processes' last words are shown")
    func cause() {
        let suite = SuiteResult(scenarios: [SampleSuite.failed])
        let text = ConsoleReport.text(suite, style: ConsoleStyle())
        #expect(text.contains("run warm failed:\n        | process in planner: exit 3\n"))
        #expect(text.contains("run warm: planner, attempt 1, wrote:\n"))
    }

    @Test("many failures and many lines are counted instead of listed")
    func many() {
        var scenario = SampleSuite.failed
        let found = (1...30).map { "row \($0)" }.joined(separator: "\n")
        scenario.invariantFailures = Array(
            repeating: SampleSuite.failure("no rows", found, 3),
            count: 20
        )
        let text = ConsoleReport.text(
            SuiteResult(scenarios: [scenario]),
            style: ConsoleStyle()
        )
        #expect(text.contains("row 20\n"))
        #expect(!text.contains("row 21"))
        #expect(text.contains("… 10 more lines"))
        #expect(text.contains("… 12 more failures"))
        #expect(!text.contains("| line 2\n"))
        #expect(text.contains("… 2 earlier lines"))
        #expect(text.contains("| line 3\n"))
    }

    @Test("a fault of a saved failure that did nothing is reported; of others a failure says it")
    func silent() {
        var scenario = SampleSuite.passed
        scenario.faults = [
            FaultResult(id: "f", fired: 0, outcome: .neverFired, reason: "its site is gone"),
            FaultResult(id: "g", fired: 1, outcome: .absorbed),
        ]
        let line = "    the fault f never fired: its site is gone\n"
        let plain = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(!plain.contains(line))
        scenario.isSaved = true
        let saved = ConsoleReport.text(SuiteResult(scenarios: [scenario]), style: ConsoleStyle())
        #expect(saved.contains(line))
        #expect(!saved.contains("the fault g"))
    }
}
