import Foundation
import TestSupport
import Testing

@Suite("Exit codes", .timeLimit(.minutes(5)))
struct ExitCodeTests {
    @Test("0 where everything held, and reports are there")
    func held() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("1 passed, 0 failed, 0 flaky, 0 skipped (2 cases)"))
        #expect(folder.has("reports/junit.xml"))
        #expect(folder.has("reports/events/Scenarios.a.jsonl"))
        #expect(folder.has("reports/summary.md"))
        #expect(outcome.errors.isEmpty)
    }

    @Test("1 where an expectation failed, with its place, both sides, the seed and the replay")
    func failed() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/f.yaml", Small.failing)
        let outcome = try Tool.run(["run", "--seed", "9"], in: folder.url)
        #expect(outcome.code == 1)
        for part in [
            "Scenarios/f.yaml:7", "expected duration 1s", "found    2s", "seed     9",
            "moonlight run Scenarios/f.yaml --seed 9",
        ] {
            #expect(outcome.output.contains(part))
        }
    }

    @Test(
        "64 for wrong usage",
        arguments: [
            ["frobnicate"], ["run", "--frobnicate"], ["run", "--jobs", "0"],
            ["run", "--timeout", "soon"], ["run", "--junit-profile", "fancy"],
            ["bench", "--save", "../x"], ["bench", "--pairs", "0"], ["compare", "one"],
            ["verify", "--pairs", "0"], ["list", "nothing"],
        ]
    )
    func usage(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let outcome = try Tool.run(arguments, in: folder.url)
        #expect(outcome.code == 64)
        #expect(!outcome.errors.isEmpty)
        #expect(!folder.has("reports"))
    }

    @Test("65 for invalid input: all mistakes of all files are listed, nothing runs or is written")
    func invalid() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("Scenarios/m.yaml", Small.malformed)
        try folder.write("Scenarios/n.yaml", "name: [")
        for command in ["run", "lint", "verify"] {
            let outcome = try Tool.run([command], in: folder.url)
            #expect(outcome.code == 65)
            #expect(outcome.output.isEmpty)
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.contains { $0.hasPrefix("Scenarios/m.yaml:3:55: error: ") })
            #expect(
                lines.contains {
                    $0 == "Scenarios/m.yaml:4:21: error: runs[0].expct: unknown key \"expct\"; "
                        + "did you mean \"expect\"?"
                }
            )
            #expect(lines.contains { $0.hasPrefix("Scenarios/n.yaml:") })
            #expect(!folder.has("reports"))
        }
    }

    @Test("65 for a baseline that is not a baseline")
    func invalidBaseline() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.xml", "<baseline><wrong/></baseline>")
        try folder.write("b.xml", "<baseline")
        let outcome = try Tool.run(["compare", "a.xml", "b.xml"], in: folder.url)
        #expect(outcome.code == 65)
        #expect(outcome.errors.hasPrefix("a.xml:1:"))
    }

    @Test(
        "66 where a file, a folder or a baseline is missing, or nothing matches",
        arguments: [
            ["run", "nowhere.yaml"], ["lint", "nowhere"], ["run", "--tag", "none"],
            ["run", "--filter", "none"], ["run", "--exclude-tag", "quick"],
            ["compare", "before", "after"], ["verify"], ["bench", "--save", "x", "nowhere"],
        ]
    )
    func missing(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let outcome = try Tool.run(arguments, in: folder.url)
        #expect(outcome.code == 66)
        #expect(!outcome.errors.isEmpty)
    }

    @Test("nothing matched is not an error where that is allowed")
    func allowEmpty() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let outcome = try Tool.run(["run", "--tag", "none", "--allow-empty"], in: folder.url)
        #expect(outcome.code == 0)
    }

    @Test("75 where reports cannot be written")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("reports/summary.md/x", "a folder in the way")
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 75)
        #expect(try folder.text(of: "reports/summary.md/x") == "a folder in the way")
    }

    @Test("a claim that is refuted gives 1, one without verdict 2 or, where that is allowed, 0")
    func claims() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/refuted.yaml", claim(reduction: "10%..20%", pairs: 8))
        try folder.write("Scenarios/few.yaml", claim(reduction: "99%..100%", pairs: 3))
        #expect(try Tool.run(["verify", "Scenarios/refuted.yaml"], in: folder.url).code == 1)
        #expect(try Tool.run(["verify", "Scenarios/few.yaml"], in: folder.url).code == 2)
        #expect(try Tool.run(["verify"], in: folder.url).code == 1)
        let skipped = ["verify", "Scenarios/few.yaml", "--inconclusive", "skip"]
        #expect(try Tool.run(skipped, in: folder.url).code == 0)
        let more = ["verify", "Scenarios/few.yaml", "--pairs", "6"]
        #expect(try Tool.run(more, in: folder.url).code == 0)
    }

    @Test("a regression between baselines gives 1")
    func regression() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        #expect(try Tool.run(["bench", "--save", "before"], in: folder.url).code == 0)
        try folder.write(
            "Scenarios/a.yaml",
            Small.passing.replacing("2s", with: "6s")
        )
        #expect(try Tool.run(["bench", "--save", "after"], in: folder.url).code == 0)
        let worse = try Tool.run(["compare", "before", "after"], in: folder.url)
        #expect(worse.code == 1)
        #expect(worse.output.contains("regressed"))
        let better = try Tool.run(["compare", "after", "before"], in: folder.url)
        #expect(better.code == 0)
        #expect(better.output.contains("improved"))
        let json = try Tool.run(["compare", "before", "after", "--format", "json"], in: folder.url)
        let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
        let row = try #require((rows as? [[String: Any]])?.first)
        let ratio = try #require(row["ratio"] as? Double)
        #expect(abs(ratio - 3) < 1e-9)
        #expect(row["verdict"] as? String == "regressed")
    }

    private func claim(reduction: String, pairs: Int) -> String {
        """
        name: claim
        workflow: enhanced_full
        agents:
          planner: {simulated: {output: a, latency: {uniform: {min: 1s, max: 9s}}}}
          designer: {simulated: {output: b}}
          coder: {simulated: {output: c}}
          reviewer: {simulated: {output: d}}
          executor: {simulated: {output: e}}
        runs: [{name: cold}, {name: warm}]
        claims:
          - {name: faster, baseline: cold, candidate: warm, reduction: \(reduction), pairs: \(pairs)}

        """
    }
}
