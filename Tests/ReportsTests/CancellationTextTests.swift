import Suites
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("Runs that were cancelled")
struct CancellationTextTests {
    private var suite: SuiteResult {
        var scenario = SampleSuite.scenario("slow", isVirtual: false, status: .failed)
        var second = SampleSuite.repetition("second", status: .cancelled, executed: ["planner"])
        second.storedID = "1a2b3c4d"
        scenario.runs = [
            SampleSuite.run(
                "first",
                line: 5,
                [SampleSuite.repetition("first", executed: ["planner"])]
            ),
            SampleSuite.run("second", line: 6, [second]), SampleSuite.run("third", line: 7, []),
        ]
        scenario.wasCancelled = true
        scenario.cancelledRun = "second"
        scenario.breakage = "the scenario was not over after 1m13s (--timeout)"
        return SuiteResult(scenarios: [scenario], wasCancelled: true)
    }

    private let facts = [
        "the scenario was not over after 1m13s (--timeout)", "second: cancelled, ",
        "executed [planner]", "resume   moonlight resume 1a2b3c4d",
        "show     moonlight show 1a2b3c4d",
    ]

    @Test("the console and the summary say what the run did, and how to resume it")
    func told() {
        let console = ConsoleReport.text(suite, style: ConsoleStyle())
        let summary = SummaryMarkdown.text(suite)
        for fact in facts {
            #expect(console.contains(fact), "\(fact)")
            #expect(summary.contains(fact), "\(fact)")
        }
    }

    @Test(
        "in JUnit it is its own error, distinct from what was never started",
        arguments: JUnitProfile.allCases
    )
    func junit(profile: JUnitProfile) throws {
        let document = try WrittenJUnit(suite, profile).document()
        let first = try #require(document.testCase("run first"))
        #expect(first.all("error").isEmpty && first.all("skipped").isEmpty)
        let error = try #require(document.testCase("run second")?.all("error").first)
        #expect(error["type"] == "cancelled")
        for fact in facts { #expect(error.text.contains(fact), "\(fact)") }
        #expect(document.testCase("run third")?.all("skipped").count == 1)
        #expect(document.testCase("invariants")?.all("skipped").count == 1)
    }
}

@Suite("Hooks that failed")
struct HookTextTests {
    @Test("they show in terminal, summary and JUnit, though everything passed")
    func told() throws {
        var scenario = SampleSuite.passed
        scenario.runs[0].hookFailures = [
            HookFailure(
                run: "cold",
                phase: "coder",
                hook: .after,
                failure: OperationFailure(kind: "hook", message: "exit code 4: no disk\n::error::x")
            )
        ]
        let suite = SuiteResult(scenarios: [scenario])
        let line = "run cold: the after hook of coder failed: exit code 4: no disk\n"
        #expect(ConsoleReport.text(suite, style: ConsoleStyle()).contains(line))
        #expect(SummaryMarkdown.text(suite).contains(line))
        let output = try WrittenJUnit(suite, .rich).document().testCase("run cold")?
            .all("system-out").first?.text
        #expect(output?.contains(line) == true)
        #expect(output?.contains("\n  | ::error::x") == true)
    }
}

@Suite("What a scenario does right now")
struct CallsInProgressTests {
    private func event(_ kind: Event.Kind, run: String = "cold") -> Event {
        Event(sequence: 1, time: .zero, run: .init(name: run), kind: kind)
    }

    @Test("the calls in progress are named with their attempt, until they end")
    func calls() {
        var work = CallsInProgress()
        #expect(work.text.isEmpty)
        work.take(event(.attemptStarted("coder", attempt: 1, truncatedBytes: 0)))
        #expect(work.text == "cold: coder")
        let refused = OperationFailure(kind: "auth", message: "no")
        work.take(event(.attemptFailed("coder", attempt: 1, failure: refused)))
        #expect(work.text.isEmpty)
        work.take(event(.attemptStarted("coder", attempt: 2, truncatedBytes: 0)))
        work.take(event(.attemptStarted("docs", attempt: 1, truncatedBytes: 0)))
        #expect(work.text == "cold: coder, attempt 2; cold: docs")
        work.take(event(.phaseEnded("coder", status: .cancelled)))
        #expect(work.text == "cold: docs")
        work.take(event(.runEnded(status: .cancelled, error: nil)))
        #expect(work.text.isEmpty)
    }
}
