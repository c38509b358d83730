import Foundation
import TestSupport
import Testing

@Suite("Variants on the command line", .timeLimit(.minutes(2)))
struct VariantTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "v.yaml",
            """
            name: v
            seeds: 1..3
            matrix: {config.retry.max_attempts: [2, 20]}
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: hi}}}
            config: {retry: {initial: 1s}}
            faults: [{id: f, when: {times: 2}, inject: server_error, expect: any}]
            runs: [{name: cold}]

            """
        )
    }

    private struct Report: Decodable {
        struct Scenario: Decodable {
            let name: String
            let status: String
            let seed: Int
            let variant: [String: Int]?
        }

        let cases: Int
        let scenarios: [Scenario]
    }

    private func run(_ options: String...) throws -> (Report, Tool.Outcome) {
        let outcome = try Tool.run(["run", "v.yaml", "--format", "json"] + options, in: folder.url)
        return (try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)), outcome)
    }

    @Test("each is a scenario of its own in JSON, with its seed and its values")
    func json() throws {
        let (report, outcome) = try run()
        #expect(outcome.code == 1)
        let key = "config.retry.max_attempts"
        #expect(
            report.scenarios.map(\.variant) == [
                ["seed": 1, key: 2], ["seed": 2, key: 2], ["seed": 3, key: 2],
                ["seed": 1, key: 20],
                ["seed": 2, key: 20], ["seed": 3, key: 20],
            ]
        )
        #expect(report.scenarios.map(\.seed) == [1, 2, 3, 1, 2, 3])
        #expect(
            report.scenarios.map(\.status) == [
                "failed", "failed", "failed", "passed", "passed", "passed",
            ]
        )
        #expect(report.cases == 12)
    }

    @Test("each has its cases in JUnit and its own file of events")
    func files() throws {
        _ = try run()
        let junit = try #require(folder.content(of: "reports/junit.xml"))
        for seed in 1...3 {
            for attempts in [2, 20] {
                let label = "[seed \(seed), config.retry.max_attempts=\(attempts)]"
                #expect(junit.components(separatedBy: "name=\"run cold \(label)\"").count == 2)
                #expect(junit.contains("name=\"invariants \(label)\""))
                let file =
                    "reports/events/v-seed-\(seed)-config.retry.max_attempts-\(attempts).jsonl"
                #expect(
                    folder.content(of: file)?.contains("\"seed\":\"\(seed)\"") == true,
                    "\(file)"
                )
            }
        }
        #expect(junit.contains("classname=\"v\""))
        #expect(!junit.contains("classname=\"v-2\""))
    }

    @Test("the command that a failure prints runs exactly that variant")
    func replay() throws {
        let outcome = try Tool.run(["run", "v.yaml"], in: folder.url)
        let replay = "moonlight run v.yaml --seed 2 --filter '[config.retry.max_attempts=2]'"
        #expect(outcome.output.contains(replay))
        let (report, _) = try run("--seed", "2", "--filter", "[config.retry.max_attempts=2]")
        #expect(report.scenarios.map(\.variant) == [["config.retry.max_attempts": 2]])
        #expect(report.scenarios.map(\.seed) == [2])
        #expect(report.scenarios.map(\.status) == ["failed"])
    }

    @Test("--seed and --seeds replace the file's seeds; a filter chooses variants by their names")
    func options() throws {
        #expect(try run("--seed", "9").0.scenarios.map(\.seed) == [9, 9])
        #expect(try run("--seeds", "8..9").0.scenarios.map(\.seed) == [8, 9, 8, 9])
        let chosen = try run("--filter", "[seed 3, ").0.scenarios
        #expect(
            chosen.map(\.variant) == [
                ["seed": 3, "config.retry.max_attempts": 2],
                ["seed": 3, "config.retry.max_attempts": 20],
            ]
        )
        for wrong in [
            ["--seed", "1", "--seeds", "1..2"], ["--seeds", "2..1"], ["--seeds", "1..90000"],
        ] {
            #expect(try Tool.run(["run", "v.yaml"] + wrong, in: folder.url).code == 64)
        }
    }

    @Test("lists count them, and lint names a file once")
    func lists() throws {
        let listed = try Tool.run(
            ["list", "scenarios", "v.yaml", "--format", "json"],
            in: folder.url
        )
        #expect(listed.output.contains("\"variants\":6"))
        #expect(listed.output.components(separatedBy: "\"name\"").count == 2)
        let text = try Tool.run(["list", "scenarios", "v.yaml"], in: folder.url)
        #expect(text.output.contains("v (6 variants)"))
        let lint = try Tool.run(["lint", "v.yaml", "--format", "json"], in: folder.url)
        #expect(lint.code == 0)
        #expect(lint.output.contains("\"files\":1"))
    }

    @Test("a run that is killed on a real clock is that of its variant, in its own process too")
    func killed() throws {
        try folder.write(
            "k.yaml",
            """
            name: k
            clock: real
            matrix: {config.retry.max_attempts: [2, 3]}
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {output: hi}}, b: {simulated: {output: ho}}}
            config: {retry: {initial: 1ms}}
            faults: [{id: f, when: {phase: b, times: 2}, inject: server_error, expect: any}]
            runs:
              - {name: dies, kill: {after: b}, expect: {status: interrupted}}
              - {name: lives, resume: dies, expect: {executed: []}}

            """
        )
        let outcome = try Tool.run(["run", "k.yaml", "--format", "json"], in: folder.url)
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        #expect(
            report.scenarios.map(\.status) == ["failed", "passed"],
            "\(outcome.output)\(outcome.errors)"
        )
        // Two attempts are not enough: the process lives on, and the run fails in it.
        #expect(outcome.output.components(separatedBy: "\"status\":\"interrupted\"").count == 2)
    }

    @Test("a stored run of a variant is resumed as that variant")
    func resume() throws {
        try folder.write(
            "p.yaml",
            """
            name: p
            matrix: {requirements: [one, two]}
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {output: hi}}, b: {simulated: {output: ho}}}
            runs: [{name: cut, cancel: {after: a}, expect: {status: cancelled}}]

            """
        )
        let run = try Tool.run(["run", "p.yaml", "--format", "json"], in: folder.url)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        let ids = run.output.components(separatedBy: "\"stored_id\":\"").dropFirst().map {
            String($0.prefix { $0 != "\"" })
        }
        #expect(ids.count == 2)
        for id in ids {
            let resumed = try Tool.run(["resume", id], in: folder.url)
            #expect(resumed.code == 0, "\(resumed.output)\(resumed.errors)")
        }
    }
}
