import Foundation
import TestSupport
import Testing

/// `scripts/claims.py` with verdicts and measured runs whose figures are known.
@Suite("The script of claims")
struct ClaimScriptTests {
    private let folder: TemporaryFolder

    /// Runs of five phases of ten seconds each, and test runs of ten.
    init() throws {
        folder = try TemporaryFolder()
        for path in ["scripts/claims.py", "scripts/claims_data.py"] {
            try folder.write(path, try Repository.text(of: path))
        }
        try write { _ in 10 }
    }

    /// Twelve runs whose phases take so many seconds each, and test runs that take the same.
    private func write(_ seconds: (_ run: Int) -> Int) throws {
        var runs = "run_id,source,outcome,has_human,format\n"
        var times = "run_id,role,scope,net_s\n"
        for number in 1...12 {
            runs += "r\(number),chatdev-gemini,complete,0,v2\n"
            for role in ["planner", "designer", "coder", "review", "test"] {
                times += "r\(number),\(role),full,\(seconds(number))\n"
            }
        }
        // Neither an incomplete run nor another source's counts.
        runs += "broken,chatdev-gemini,incomplete,0,v2\nother,chatdev-looped,complete,0,v2\n"
        times += "broken,planner,full,9999\nbroken,coder,full,1\nother,coder,full,9999\n"
        try folder.write("data/runs.csv", runs)
        try folder.write("data/role_times.csv", times)
        try folder.write(
            "data/guardkit_tests.csv",
            "seconds\n" + (1...12).map { "\(seconds($0))\n" }.joined()
        )
    }

    private func claim(
        _ verdict: String,
        metric: String,
        estimand: String,
        least: Double,
        again: String = "\"reviewer\", \"executor\""
    ) -> String {
        """
        {"name": "x", "file": "a.yaml", "metric": "\(metric)", "estimand": "\(estimand)",
         "verdict": "\(verdict)", "claimed": {"low": \(least), "high": null}, "pairs": 9,
         "estimate": 0.6, "low": 0.6, "high": 0.6, "re_executed": [\(again)],
         "re_executed_share": 0.4, "curve": [{"first": "reviewer", "phases": ["reviewer", "executor"],
         "share": 0.4, "estimate": 0.6, "low": 0.6, "high": 0.6, "verdict": "holds", "own": true}]}
        """
    }

    private func script(_ claims: [String], _ arguments: String...) throws -> Tool.Outcome {
        let list = claims.joined(separator: ", ")
        try folder.write(
            "verdicts.json",
            "{\"scenarios\": [{\"file\": \"a.yaml\", \"claims\": [\(list)]}]}"
        )
        return try Tool.run(
            "/usr/bin/env",
            ["python3", "scripts/claims.py", "verdicts.json"] + arguments,
            in: folder.url
        )
    }

    @Test("what runs say of the cache and of recovery is calculated from their times alone")
    func calculated() throws {
        let outcome = try script(
            [
                claim("holds", metric: "duration", estimand: "reduction", least: 0.5),
                claim("refuted", metric: "recovery_time", estimand: "speedup", least: 3),
                claim("holds", metric: "re_executed", estimand: "reduction", least: 0.6),
            ],
            "--data",
            "data"
        )
        #expect(outcome.code == 0, "\(outcome.errors)")
        let saved = "**holds** 60 % (60 % to 60 %)"
        let faster = "**refuted** 2.50 (2.50 to 2.50)"
        #expect(outcome.output.contains("12 measured runs and 12 test runs."))
        #expect(outcome.output.contains("| x | \(saved) | \(saved) | \(saved) |"))
        #expect(outcome.output.contains("| \(faster) | \(faster) |"))
        #expect(outcome.output.contains("0 by phase, 0 as logged."))
        #expect(outcome.output.contains("| failure in | "))
        #expect(outcome.output.contains("| reviewer ← | 40 % | 40 % | 40 % | "))
        // Means of 50 s, and of 50, 40, 30, 20 and 10 s with equal chance.
        #expect(outcome.output.contains("starting anew takes 1.67 times"))
    }

    @Test("a verdict that the runs contradict is one, and no runs are nothing to say")
    func contradicted() throws {
        let wrong = [claim("refuted", metric: "duration", estimand: "reduction", least: 0.5)]
        let outcome = try script(wrong, "--data", "data")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("1 by phase, 1 as logged."))
        let skipped = try script(wrong, "--data", "nowhere")
        #expect(skipped.code == 0 && skipped.output == "skipped: nowhere isn't there\n")
    }

    @Test("a verdict that only the runs as they are contradict is contradicted, too")
    func contradictedAsLogged() throws {
        // Slow runs are slow in every phase; drawn one by one, the phases of a run differ.
        try write { $0.isMultiple(of: 2) ? 100 : 10 }
        let wrong = [claim("holds", metric: "duration", estimand: "reduction", least: 0.7)]
        let outcome = try script(wrong, "--data", "data")
        #expect(outcome.output.contains("0 by phase, 1 as logged."), "\(outcome.output)")
        #expect(outcome.code == 1)
    }

    @Test("what the runs say of a claim does not depend on the claims before it")
    func order() throws {
        try write { $0.isMultiple(of: 2) ? 100 : 10 }
        let first = claim("holds", metric: "duration", estimand: "reduction", least: 0.5)
        let second = claim(
            "holds",
            metric: "recovery_time",
            estimand: "reduction",
            least: 0.1,
            again: "\"executor\""
        )
        let rows = try [[first, second], [second, first]].map { claims in
            try script(claims, "--data", "data").output.split(separator: "\n")
                .filter { $0.hasPrefix("| x |") }.map(String.init)
        }
        #expect(rows[0].count == 2)
        #expect(rows[0] == rows[1].reversed())
    }

    @Test("the page has the tables, or the check fails")
    func page() throws {
        let claims = [claim("holds", metric: "duration", estimand: "reduction", least: 0.5)]
        let tables = try script(claims).output
        try folder.write("Docs/claims.md", "# Claims\n\n\(tables)\nMore.\n")
        #expect(try script(claims, "--check").code == 0)
        try folder.write("Docs/claims.md", "# Claims\n\n\(tables.replacing("60 %", with: "61 %"))")
        let outcome = try script(claims, "--check")
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("Docs/claims.md has other tables"))
    }
}
