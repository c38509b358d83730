import Foundation
import TestSupport
import Testing

@Suite("What the JSON report says is what the event lines amount to", .timeLimit(.minutes(5)))
struct ReportedLinesTests {
    @Test("every run of every scenario on a virtual clock")
    func suite() throws {
        let folder = try TemporaryFolder()
        let suite = Repository.url(of: "Scenarios").path
        let outcome = try Tool.run(
            ["run", suite, "--exclude-tag", "real", "--format", "json"],
            in: folder.url
        )
        #expect(outcome.code == 0, "\(outcome.errors)")
        var runs = 0
        var withUsage = 0
        for scenario in try scenarios(outcome.output) {
            let file = try #require(scenario["file"] as? String)
            let lines = try LineFold.lines(try folder.text(of: eventFile(of: file)))
            let folds = LineFold.runs(in: lines)
            for run in scenario["runs"] as? [[String: Any]] ?? [] {
                let id = try #require(run["id"] as? String)
                let reported = LineFold(report: run)
                #expect(folds[id] == reported, "\(file) \(id)")
                #expect(strayEffects(of: run, in: lines) == [], "\(file) \(id)")
                runs += 1
                if reported.tokens != nil, reported.cost != nil { withUsage += 1 }
            }
        }
        #expect(runs >= 100 && withUsage >= 1)
    }

    /// Effects that agents are said to have done, or taken back, and that no line of the scenario speaks of.
    private func strayEffects(of run: [String: Any], in lines: [[String: Any]]) -> [String] {
        func phases(_ kind: String) -> Set<String> {
            Set(
                lines.filter { $0["kind"] as? String == kind }.compactMap { $0["phase"] as? String }
            )
        }
        let entries = run["effects"] as? [[String: Any]] ?? []
        guard !entries.isEmpty else { return [] }
        let (called, undone) = (phases("attempt_started"), phases("compensation_started"))
        return entries.compactMap { entry in
            let (name, phase) = (entry["name"] as? String ?? "", entry["phase"] as? String ?? "")
            if entry["applied"] as? Int ?? 0 > 0, !called.contains(phase) { return name }
            return entry["undone"] as? Int ?? 0 > 0 && undone.isEmpty ? name : nil
        }
    }

    private static let scenario = """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        agents:
          a: {simulated: {output: hi, latency: 1s, tokens: 7, cost: 0.25}}
          b: {simulated: {output: ho, latency: 2s}}
        faults: [{id: once, fail: 1, when: {phase: b}, inject: server_error}]
        runs: [{name: cold}]

        """

    @Test(
        "a line that is gone, or says something else, is found, whichever",
        arguments: [
            ("\"kind\":\"run_ended\"", "\"status\":\"succeeded\"", "\"status\":\"failed\""),
            ("\"kind\":\"run_ended\"", "\"t_us\":", "\"t_us\":1"),
            ("\"kind\":\"attempt_started\",\"phase\":\"a\"", "", ""),
            ("\"kind\":\"attempt_started\",\"phase\":\"b\",\"attempt\":2", "", ""),
            ("\"kind\":\"attempt_started\",\"phase\":\"a\"", "attempt_started", "cache_hit"),
            ("\"tokens\":7", "\"tokens\":7", "\"tokens\":8"),
            ("\"tokens\":7", "\"cost\":\"0.25\"", "\"cost\":\"0.26\""),
            ("\"kind\":\"phase_ended\",\"phase\":\"b\"", "phase_ended", "phase_skipped"),
            ("\"kind\":\"phase_ended\",\"phase\":\"b\"", "phase_ended", "phase_degraded"),
        ]
    )
    func tampered(with line: String, _ old: String, _ new: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("x.yaml", Self.scenario)
        let outcome = try Tool.run(["run", "x.yaml", "--format", "json"], in: folder.url)
        let run = try #require((try scenarios(outcome.output).first?["runs"] as? [Any])?.first)
        let reported = LineFold(report: try #require(run as? [String: Any]))
        let text = try folder.text(of: eventFile(of: "x.yaml"))
        #expect(LineFold.runs(in: try LineFold.lines(text)) == ["cold": reported])
        let lines = text.split(separator: "\n").map(String.init)
        let place = try #require(lines.firstIndex { $0.contains(line) }, "no line has \(line)")
        var changed = lines
        if old.isEmpty {
            changed.remove(at: place)
        } else {
            changed[place] = lines[place].replacing(old, with: new)
            try #require(changed != lines, "\(lines[place])")
        }
        let folds = LineFold.runs(in: try LineFold.lines(changed.joined(separator: "\n")))
        #expect(folds != ["cold": reported])
    }

    /// The scenarios of a JSON report.
    private func scenarios(_ text: String) throws -> [[String: Any]] {
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(object?["scenarios"] as? [[String: Any]])
    }

    /// Where the lines of a scenario's file are, below the working directory.
    private func eventFile(of scenario: String) -> String {
        let path = scenario.range(of: "Scenarios/").map { scenario[$0.lowerBound...] }
        let parts = (path ?? scenario[...]).replacing(".yaml", with: "").split(separator: "/")
        let name = parts.map { $0.replacing(".", with: "_") }.joined(separator: ".")
        return "reports/events/\(name).jsonl"
    }
}
