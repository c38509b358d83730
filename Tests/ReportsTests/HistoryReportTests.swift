import Monitoring
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("The history as it is reported")
struct HistoryReportTests {
    private static func execution(
        _ number: Int,
        plan: Int,
        build: Int,
        retries: Int = 0,
        tokens: Int? = nil,
        status: RunStatus = .succeeded
    ) -> ExecutionRow {
        func phase(_ id: PhaseID, _ time: Int, _ start: Int, calls: Int = 1) -> PhaseRow {
            PhaseRow(
                phase: id,
                start: .milliseconds(start),
                duration: .milliseconds(time),
                ending: .committed,
                attempts: (0..<calls).map { number in
                    AttemptRow(
                        number: number + 1,
                        start: .milliseconds(start),
                        duration: .milliseconds(time / calls),
                        outcome: .succeeded,
                        usage: Usage(
                            tokens: tokens,
                            costMicros: tokens.map { $0 * 25 }
                        )
                    )
                }
            )
        }
        return ExecutionRow(
            // 2026-11-01, one a day.
            startedAt: .seconds(1_793_491_200 + number * 86_400),
            seed: 1,
            status: status,
            hasPassed: status == .succeeded,
            duration: .milliseconds(plan + build),
            phases: [phase("plan", plan, 0), phase("build", build, plan, calls: 1 + retries)]
        )
    }

    /// A build that takes 1.7 times as long since execution 37, a plan that grows all the time, and two runs on a
    /// virtual clock. No phase is slower than the monitor lets expect, whatever its limits are.
    private static var histories: [RunHistory] {
        func noise(_ number: Int, _ size: Int) -> Int { (number * 7919) % size }
        let changed = (0..<60).map { number in
            execution(
                number,
                plan: 1000 + 12 * number + noise(number, 23),
                build: (number < 36 ? 10_000 : 18_000) + noise(number, 1201),
                retries: number % 5 == 0 ? 1 : 0,
                tokens: 5000 + noise(number, 301),
                status: number == 7 ? .failed : .succeeded
            )
        }
        let steady = (0..<20).map { number in
            execution(
                number,
                plan: 2000,
                build: 5000 + noise(number, 499)
            )
        }
        let worlds: [(String, SeriesKey.Clock, Bool, [ExecutionRow])] = [
            ("cold", .real(timeScale: 0.001), false, changed),
            ("cold", .virtual, true, [execution(0, plan: 10, build: 20)]),
            ("warm", .virtual, false, steady),
        ]
        return worlds.map { run, clock, isFaulted, executions in
            let key = SeriesKey(
                file: "Scenarios/first.yaml",
                scenario: "first",
                run: run,
                variant: isFaulted ? "[config.retry.max_attempts=4]" : "",
                clock: clock,
                isFaulted: isFaulted
            )
            return RunHistory(key: key, executions: executions)
        }
    }

    @Test("as text", arguments: [("history.txt", false), ("history-plain.txt", true)])
    func text(name: String, isPlain: Bool) throws {
        let text = HistoryReport.text(Self.histories, isPlain: isPlain)
        if isPlain { #expect(!text.contains("▁") && !text.contains("█")) }
        try GoldenFile("Tests/ReportsTests/Golden/\(name)").expect(text.utf8)
    }

    @Test("an anomaly is said with its time, and what would have been none")
    func anomaly() throws {
        var rows = (0..<20).map { Self.execution($0, plan: 2000, build: 5000 + $0 % 7) }
        rows.append(Self.execution(20, plan: 2000, build: 90_000))
        let key = SeriesKey(file: "a.yaml", scenario: "a", run: "warm", clock: .virtual)
        let history = RunHistory(key: key, executions: rows)
        let json = String(decoding: HistoryReport.json([history]), as: UTF8.self)
        let found = try #require(json.split(separator: #""anomalies":"#).last)
        #expect(found.hasPrefix(#"[{"scenario":"a","file":"a.yaml","run":"warm","variant":"","#))
        #expect(found.contains(#""phase":"build","execution":21,"#))
        #expect(found.contains(#""took_s":90.000000,"limit_s":"#))
        #expect(HistoryReport.text([history], isPlain: false).contains("execution 21"))
        let anomaly = HistoryAnomaly(
            key: key,
            phase: "build",
            execution: 21,
            startedAt: .seconds(1_793_491_200),
            took: .seconds(90),
            limit: .milliseconds(7500)
        )
        let expected = """

            anomalies in the latest 10 executions:
              a/warm build: execution 21 (2026-11-01 00:00:00 UTC) took 1m30s, at most 7.5s would be \
            nothing out of the ordinary

            """
        #expect(HistoryReport.text([anomaly]) == expected)
        #expect(HistoryReport.text([HistoryAnomaly]()).isEmpty)
    }

    @Test(
        "durations that drift are said to, by how much and since when, unless a change of level says it",
        arguments: [
            (
                [(10_000, 58), (12_000, 2)],
                "drifts since execution 59 (2026-12-29 00:00:00 UTC): +20.0 %"
            ),
            (
                [(10_000, 58), (11_500, 2)],
                "drifts since execution 59 (2026-12-29 00:00:00 UTC): +15.0 %"
            ),
            ([(10_000, 20), (17_000, 40)], nil), ([(10_000, 60)], nil),
        ] as [([(Int, Int)], String?)]
    )
    func drift(parts: [(time: Int, count: Int)], expected: String?) {
        let times = parts.flatMap { Array(repeating: $0.time, count: $0.count) }
        let rows = times.enumerated().map { Self.execution($0, plan: 1000, build: $1) }
        let key = SeriesKey(file: "a", scenario: "a", run: "b", variant: "", clock: .virtual)
        let text = HistoryReport.text([RunHistory(key: key, executions: rows)], isPlain: true)
        let found = text.split(separator: "\n").filter { $0.contains("drifts") }
            .map { $0.drop { $0 == " " } }
        // Of the run and of the phase; the other phase takes the same each time.
        #expect(found.last.map(String.init) == expected)
        #expect(found.count == (expected == nil ? 0 : 2))
    }

    @Test("as JSON")
    func json() throws {
        let json = HistoryReport.json(Self.histories)
        try GoldenFile("Tests/ReportsTests/Golden/history.json").expect(json)
    }

    @Test("of nothing there is an object without series, and a sentence that says how to get some")
    func nothing() {
        let json = String(decoding: HistoryReport.json([]), as: UTF8.self)
        #expect(
            json == #"{"schema":1,"series":[],"anomalies":[],"suggestions":[],"too_few":[]}"# + "\n"
        )
        #expect(HistoryReport.nothing(in: "a\u{1B}[31mb").contains("moonlight run"))
        #expect(!HistoryReport.nothing(in: "a\u{1B}[31mb").contains("\u{1B}"))
    }

    @Test("names act on no terminal")
    func nasty() {
        let name = "a\u{1B}]0;title\u{7}\u{9B}2J\nb"
        let key = SeriesKey(
            file: name,
            scenario: name,
            run: name,
            variant: name,
            clock: .virtual
        )
        var row = Self.execution(1, plan: 1, build: 1)
        row.phases[0].phase = PhaseID(name)
        let rows = Array(repeating: row, count: 12)
        let text = HistoryReport.text([RunHistory(key: key, executions: rows)], isPlain: false)
        let controls = text.unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
        }
        #expect(controls.allSatisfy { $0 == "\n" })
    }

    @Test(
        "a sparkline has a bar for each value, from the least to the greatest",
        arguments: [
            ([], ""), ([3], "▄"), ([2, 2, 2], "▄▄▄"), ([0, 7], "▁█"),
            ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"), ([8, 1], "█▁"),
        ] as [([Double], String)]
    )
    func sparkline(values: [Double], expected: String) {
        #expect(Sparkline.text(values, isPlain: false) == expected)
        let plain = Sparkline.text(values, isPlain: true)
        #expect(plain.count == values.count && plain.allSatisfy(\.isASCII))
    }
}
