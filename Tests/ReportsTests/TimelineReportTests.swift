import Shapes
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("The timeline of a stored run")
struct TimelineReportTests {
    private func text(_ run: StoredTimeline, width: Int = 100, isColoured: Bool = false) -> String {
        let style = ConsoleStyle(isColoured: isColoured)
        return TimelineReport.text(run, width: width, style: style)
    }

    private func plan(_ count: Int) -> [(name: PhaseID, needs: [Int])] {
        (0..<count).map { (PhaseID("p\($0)"), $0 == 0 ? [] : [$0 - 1]) }
    }

    @Test(
        "the text is as recorded",
        arguments: [(80, false, "timeline-80.txt"), (120, true, "timeline-120-coloured.txt")]
    )
    func golden(width: Int, isColoured: Bool, name: String) throws {
        let texts = TimelineSamples.all.map { text($0, width: width, isColoured: isColoured) }
        try GoldenFile("Tests/ReportsTests/Golden/\(name)").expect(
            texts.joined(separator: "\n\n").utf8
        )
    }

    @Test("the JSON is as recorded")
    func json() throws {
        try GoldenFile("Tests/ReportsTests/Golden/timeline.jsonl").expect(
            TimelineSamples.all.flatMap(TimelineReport.json)
        )
    }

    @Test("the JSON is an object that others read, and its paths sum to the executions")
    func readableJSON() throws {
        for run in TimelineSamples.all {
            let data = Data(TimelineReport.json(run))
            let object = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any]
            )
            let executions = try #require(object["executions"] as? [[String: Any]])
            let sums = try executions.map { execution in
                let path = try #require(execution["critical_path"] as? [[String: Any]])
                return path.reduce(0) { sum, segment in
                    let wait = segment["wait_s"] as? Double ?? .nan
                    return sum + wait + (segment["duration_s"] as? Double ?? .nan)
                }
            }
            let duration = try #require(object["duration_s"] as? Double)
            #expect(abs(sums.reduce(0, +) - duration) < 1e-6, "\(run.run)")
        }
    }

    @Test(
        "no line is wider than the terminal, or ends in blanks",
        arguments: [60, 61, 80, 120, 200]
    )
    func width(width: Int) {
        for run in TimelineSamples.all {
            for line in text(run, width: width).split(separator: "\n") {
                #expect(TerminalWidth.columns(of: String(line)) <= width, "\(line)")
                #expect(!line.hasSuffix(" "), "\(line)")
            }
        }
    }

    @Test("colours change nothing but the colours")
    func colours() {
        for run in TimelineSamples.all {
            let coloured = text(run, isColoured: true)
            #expect(coloured.replacing(/\u{1B}\[(31|32|33|90|0)m/, with: "") == text(run))
            #expect(coloured != text(run))
        }
    }

    @Test("no text of a scenario or an agent acts on a terminal")
    func harmless() {
        let nasty = NastyScenario.text
        let phase = PhaseID(nasty)
        var script = EventScript([(phase, [])])
        let failure = OperationFailure(kind: nasty, message: nasty)
        let finding = ValidationFinding(named: nasty, message: nasty)
        script.at(0, .runStarted(workflow: nasty, seed: 1), .phaseStarted(phase))
        script.at(0, .attempt(phase, 1))
        script.at(0, .faultInjected(phase, attempt: 1, fault: nasty, effect: nasty))
        script.at(1, .attemptFailed(phase, attempt: 1, failure: failure))
        script.at(1, .patternFound(phase, attempt: 1, pattern: nasty, count: 3))
        script.at(1, .validationFailed(phase, attempt: 1, finding: finding))
        script.at(1, .rolledBack(phase, policy: nasty, to: phase, failure: failure))
        script.at(2, .compensated(phase, attempt: 1, failure: failure))
        script.at(2, .hookEnded(phase, hook: .before, failure: failure))
        script.at(2, .phaseDegraded(phase, digest: Digest(of: ""), cause: nasty))
        script.at(
            2,
            .over(phase, .failed),
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: nasty, message: ""))
            )
        )
        var run = script.timeline(nasty, status: nasty)
        run.id = nasty
        run.scenario = nasty
        run.file = nasty
        let listed = ListedRun(
            id: nasty,
            scenario: nasty,
            run: nasty,
            status: nasty,
            startedAt: .zero,
            bytes: 1
        )
        let list = TimelineReport.list([listed], now: .zero, width: 80)
        for shown in [text(run), list] {
            #expect(shown.contains("#x1Bc"))
            let acting = shown.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: scalar != "\n"
                default: (0x202A...0x202E).contains(scalar.value)
                }
            }
            #expect(acting.isEmpty)
        }
        #expect(list.count { $0 == "\n" } == 2)
    }

    @Test("the head and the JSON have the usage that the run's agents report")
    func usage() throws {
        var script = EventScript(plan(1))
        script.at(0, .runStarted(workflow: "own", seed: 42))
        let digest = Digest(of: "x")
        script.at(
            1,
            .attemptSucceeded(
                "p0",
                attempt: 1,
                digest: digest,
                response: nil,
                usage: Usage(tokens: 12, costMicros: 500_000)
            ),
            .runEnded(status: .succeeded, error: nil)
        )
        let run = script.timeline("cold", status: "succeeded")
        #expect(text(run).contains("12 tokens, cost 0.5"))
        let json = String(decoding: TimelineReport.json(run), as: UTF8.self)
        #expect(json.contains(#""tokens":12,"cost":0.5"#))
    }

    @Test("200 phases have a row each, and a path that is shown in part still sums")
    func many() {
        var script = EventScript(plan(200))
        script.at(0, .started)
        var time = 0.0
        for place in 0..<200 {
            let end = time + (place % 20 == 0 ? 30 : 0.5)
            script.commit(PhaseID("p\(place)"), from: time, to: end)
            time = end
        }
        script.at(time, .runEnded(status: .succeeded, error: nil))
        let text = text(script.timeline("many", status: "succeeded"), width: 120)
        let lines = text.split(separator: "\n")
        #expect(lines.count < 220)
        for place in 0..<200 {
            #expect(lines.contains { $0.hasPrefix("p\(place) ") && $0.contains("█") })
        }
        let path = text.replacing("\n  ", with: " ")
        #expect(path.contains("path: p0 30s (8 %) → 19 others 9.5s (2 %) → p20 30s (8 %) →"))
        #expect(path.hasSuffix("→ 19 others 9.5s (2 %) = 6m35s\n"))
    }

    @Test(
        "a bar has its columns where its time is",
        arguments: [(10, ["█         ", " ────────×"]), (1, ["█", "×"])]
    )
    func bar(width: Int, expected: [String]) throws {
        var script = EventScript(plan(2))
        script.at(0, .phaseStarted("p0"), .attempt("p0", 1))
        script.at(1, .succeeded("p0", 1), .over("p0", .discarded))
        script.at(1, .phaseStarted("p1"))
        script.at(10, .over("p1", .failed))
        let execution = try #require(
            TimelineExecution.all(of: script.timeline("bar", status: "failed").restoration).first
        )
        let bars = execution.phases.map {
            TimelineBar($0, duration: execution.duration, width: width).plain
        }
        #expect(bars == expected)
    }

    @Test("what a cut-off journal leaves open is drawn to its last event, and no end is made up")
    func open() {
        var script = EventScript(plan(3))
        script.at(0, .started, .phaseStarted("p0"), .attempt("p0", 1))
        script.commit("p1", from: 1, to: 4)
        let run = script.timeline("open", status: "interrupted")
        let text = text(run)
        #expect(text.contains("unfinished"))
        #expect(text.contains("p2") && text.contains("not recorded"))
        let json = String(decoding: TimelineReport.json(run), as: UTF8.self)
        #expect(json.contains(#""start_s":0.000000,"end_s":null,"status":"unfinished""#))
        #expect(json.contains(#""end_s":null,"outcome":"unfinished","cause":null"#))
    }

    @Test("a success that was not straight says so, a failure after it does not")
    func recovery() {
        #expect(text(TimelineSamples.resumed).contains("recovered by resume and rollback"))
        var run = TimelineSamples.resumed
        run.status = "interrupted"
        #expect(!text(run).contains("recovered"))
        #expect(!text(TimelineSamples.straight).contains("recovered"))
    }

    @Test("a phase that fails for its validators is not said to have failed of an earlier cause")
    func lastCause() {
        var script = EventScript(plan(1))
        let finding = ValidationFinding(named: "contains", message: "no \"approved\"")
        script.at(0, .started, .phaseStarted("p0"), .attempt("p0", 1))
        script.at(1, .failed("p0", 1, "rate_limit"), .retry("p0", 2, after: 1))
        script.at(2, .attempt("p0", 2), .succeeded("p0", 2))
        script.at(2, .validationFailed("p0", attempt: 2, finding: finding), .over("p0", .failed))
        script.at(
            2,
            .runEnded(
                status: .failed,
                error: .init(phase: nil, failure: .init(kind: "validation", message: ""))
            )
        )
        let text = text(script.timeline("rejected", status: "failed"), width: 200)
        #expect(text.contains("failed: validation\n"))
        #expect(text.contains("failed, 2 attempts (rate_limit, validation), waited 1s"))
        #expect(!text.contains("failed: rate_limit"))
    }

    @Test("many events are counted instead of listed")
    func flood() {
        var script = EventScript(plan(1))
        script.at(0, .started, .phaseStarted("p0"))
        for _ in 0..<250 {
            script.at(0, .faultInjected("p0", attempt: 1, fault: "f", effect: "auth"))
        }
        #expect(text(script.timeline("flood", status: "interrupted")).contains("\n… 50 more\n"))
    }
}
