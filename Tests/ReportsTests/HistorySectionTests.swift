import Monitoring
import Suites
import Testing
import Workflows

@testable import Reports

@Suite("History on the page of a suite")
struct HistorySectionTests {
    private func history(
        _ count: Int,
        run: String = "warm",
        file: String = "Scenarios/cache.ttl.yaml",
        scenario: String = "cache.ttl",
        clock: SeriesKey.Clock = .virtual,
        phase: PhaseID = "planner",
        seconds: (Int) -> Int = { 10 + $0 % 3 }
    ) -> RunHistory {
        let executions = (0..<count).map { number in
            let took = Duration.seconds(seconds(number))
            let attempt = AttemptRow(number: 1, start: .zero, duration: took, outcome: .succeeded)
            let turn = PhaseRow(
                phase: phase,
                start: .zero,
                duration: took,
                ending: .committed,
                attempts: [attempt]
            )
            return ExecutionRow(
                startedAt: .seconds(1_793_491_200 + number * 86_400),
                seed: UInt64(number),
                status: .succeeded,
                hasPassed: number != 4,
                duration: took,
                phases: [turn]
            )
        }
        let key = SeriesKey(file: file, scenario: scenario, run: run, clock: clock)
        return RunHistory(key: key, executions: executions)
    }

    private func html(_ histories: [RunHistory], of suite: SuiteResult) -> String {
        let history = SuiteHistory(histories, of: suite)
        return HistorySection.html(history, titles: ScenarioTitles.all(of: suite))
    }

    private let suite = SuiteResult(scenarios: [SampleSuite.passed, SampleSuite.failed])

    @Test("a series has the share that passed, and a picture with its figures for run and phase")
    func figures() throws {
        let html = html([history(30)], of: suite)
        #expect(html.contains("data-scenarios=\"1\" data-run=\"warm\""))
        #expect(html.contains("30 executions, 29 of 30 passed (95 % interval 82.8 % to 99.9 %)"))
        #expect(html.contains("aria-label=\"1 of the latest 30 failed\""))
        let words = "aria-label=\"duration of the latest 30: from 10s to 12s, the last 12s\""
        // The summary's, the run's and the phase's.
        #expect(html.split(separator: words).count == 4)
        for cell in ["12s", "11s", "10s"] {
            #expect(html.contains("<td class=\"number\">\(cell)</td>"), "\(cell)")
        }
        #expect(html.contains("<th scope=\"row\">planner</th><td>duration</td>"))
        // One call each time is nothing to look at.
        #expect(!html.contains("<td>attempts</td>"))
    }

    @Test("a picture has a point for each of the latest 50 values")
    func points() throws {
        let html = html([history(120)], of: suite)
        let line = try #require(html.firstMatch(of: /class="line" d="M([^"]*)"/)).1
        #expect(line.split(separator: "L").count == 50)
    }

    @Test("what changed comes first and is open")
    func findings() throws {
        let changed = history(40, run: "warm", seconds: { ($0 < 20 ? 10 : 30) + $0 % 3 })
        let html = html([history(30, run: "cold"), changed], of: suite)
        let parts = html.matches(of: /<details class="past"( open)? .*data-run="(\w+)"/)
        #expect(parts.map { String($0.2) } == ["warm", "cold"])
        #expect(parts.map { $0.1 != nil } == [true, false])
        #expect(html.contains("since execution 21 (2026-11-21 00:00:00 UTC): 2.8 ×"))
    }

    @Test(
        "a history of another world, or of one execution, is not the suite's",
        arguments: [("file", 30), ("scenario", 30), ("clock", 30), ("", 1)]
    )
    func others(what: String, count: Int) {
        let other = history(
            count,
            file: what == "file" ? "Scenarios/other.yaml" : "Scenarios/cache.ttl.yaml",
            scenario: what == "scenario" ? "other" : "cache.ttl",
            clock: what == "clock" ? .real(timeScale: 1) : .virtual
        )
        #expect(html([other], of: suite).isEmpty)
    }

    @Test("names become no markup")
    func nasty() throws {
        let text = NastyScenario.text
        let scenario = NastyScenario.failed
        let history = history(
            12,
            run: text,
            file: scenario.file,
            scenario: scenario.name,
            clock: .real(timeScale: 1),
            phase: PhaseID(text)
        )
        let suite = SuiteResult(scenarios: [scenario])
        let page = try WrittenPage(suite, history: SuiteHistory([history], of: suite))
        #expect(page.body.contains("id=\"history\""))
        let tags = page.text.matches(of: /<\/?([a-zA-Z!][a-zA-Z0-9]*)/).map { String($0.1) }
        #expect(Set(tags).isSubset(of: WrittenPage.ownTags), "\(Set(tags))")
        #expect(page.scripts.count == 2)
    }

    @Test("of more than there is room for the rest is counted")
    func room() {
        let histories = (0..<400).map { history(60, run: "run \($0)") }
        let html = html(histories, of: suite)
        #expect(html.utf8.count < 420_000)
        let shown = html.matches(of: /<details class="past"/).count
        #expect(shown > 50)
        #expect(html.contains("… \(400 - shown) more: <code>moonlight history</code>"))
    }

    @Test(
        "of a run that fails the latest execution that held is sought, and none of the suite's own"
    )
    func sought() {
        var past = history(6, run: "warm")
        for place in past.executions.indices { past.executions[place].storedID = "id \(place)" }
        let passing = history(9, run: "cold")
        func sought(_ suite: SuiteResult) -> [SuiteHistory.Sought] {
            SuiteHistory([past, passing], of: suite).sought(by: suite)
        }
        let found = SuiteHistory.Sought(scenario: 1, run: "warm", storedID: "id 5")
        #expect(sought(suite) == [found])
        // The fifth did not pass.
        past.executions.removeLast()
        #expect(sought(suite).map(\.storedID) == ["id 3"])
        var own = SampleSuite.failed
        var repetitions = Array(own.runs[0].repetitions)
        repetitions[0].storedID = "id 3"
        own.runs[0].repetitions = Repetitions(repetitions)
        #expect(
            sought(SuiteResult(scenarios: [SampleSuite.passed, own])).map(\.storedID) == ["id 2"]
        )
        #expect(sought(SuiteResult(scenarios: [SampleSuite.passed])).isEmpty)
    }
}
