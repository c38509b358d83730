import Foundation
import TestSupport
import Testing

@Suite("moonlight crash", .timeLimit(.minutes(3)))
struct CrashCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private struct Found: Decodable {
        struct Row: Decodable {
            struct Difference: Decodable {
                let what: String
                let message: String
                let run: String
                let resume_event: Int?
            }

            let scenario: String
            let file: String
            let run: String
            let event: Int
            let kind: String
            let phase: String?
            let same: Bool
            let resumes: Int
            let difference: Difference?
        }

        struct Skipped: Decodable {
            let scenario: String
            let run: String?
            let boundaries: Int
            let reason: String
        }

        let schema: Int
        let boundaries: Int
        let differences: Int
        let resumes: Int
        let stopped: String?
        let rows: [Row]
        let skipped: [Skipped]
    }

    private static let simulated = """
        name: order
        workflow: {phases: [{name: pay}, {name: ship, needs: [pay]}]}
        config: {cache: {enabled: false}}
        agents:
          pay: {simulated: {output: paid, latency: 2s, effects: [charge]}}
          ship: {simulated: {output: shipped, latency: 1s}}
        runs: [{name: order}, {name: again}, {name: dead, kill: {after: pay}, requirements: other}]

        """

    /// Each phase is a program that says that it was executed; the first attempt of the second one fails.
    private static let live = """
        name: programs
        workflow: {phases: [{name: one}, {name: two, needs: [one]}, {name: three, needs: [two]}]}
        config: {cache: {enabled: false}, retry: {initial: 10ms}}
        agents:
          one: {process: {command: [sh, -c, "echo one >> {scenario_dir}/log; echo 1"]}}
          two: {process: {command: [sh, -c, "echo two >> {scenario_dir}/log; echo 2"]}}
          three: {process: {command: [sh, -c, "echo three >> {scenario_dir}/log; echo 3"]}}
        faults: [{id: busy, when: {phase: two, attempt: 1}, inject: overloaded, expect: any}]
        runs: [{name: once}]

        """

    private func tool(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(["crash"] + arguments, in: folder.url)
    }

    private func found(_ outcome: Tool.Outcome) throws -> Found {
        try JSONDecoder().decode(Found.self, from: Data(outcome.output.utf8))
    }

    @Test("a suite in which nothing differs gives 0, and leaves nothing behind")
    func same() throws {
        try folder.write("Scenarios/order.yaml", Self.simulated)
        let outcome = try tool("--format", "json")
        #expect(outcome.code == 0, "\(outcome.errors)")
        let found = try found(outcome)
        #expect(found.schema == 1)
        #expect(found.boundaries == found.rows.count && found.boundaries > 10)
        #expect(found.differences == 0 && found.rows.allSatisfy(\.same))
        #expect(found.resumes == found.rows.reduce(0) { $0 + $1.resumes } && found.resumes > 10)
        #expect(found.stopped == nil)
        #expect(found.skipped.map(\.run) == ["dead"])
        #expect(found.skipped.first?.reason == "it says kill")
        #expect(!folder.has(".moonlight") && !folder.has("reports"))
    }

    @Test("where a death pays twice it gives 1, says where, and how to see it again")
    func different() throws {
        let twice = Self.simulated.replacing(
            "effects: [charge]",
            with: "effects: [{name: charge, idempotent: false}]"
        )
        try folder.write("Scenarios/order.yaml", twice)
        let outcome = try tool("--format", "json")
        #expect(outcome.code == 1)
        let row = try #require(
            try found(outcome).rows.first { !$0.same && $0.difference?.resume_event == nil }
        )
        #expect(row.run == "order" && row.kind == "attempt_ended" && row.phase == "pay")
        #expect(row.difference?.what == "balance")
        #expect(
            row.difference?.message == "the balance of charge is 2, uninterrupted it is 1"
        )
        let text = try tool("--quiet").output
        let again = "{name: order, kill: {event: \(row.event)}}, {name: resumed, resume: order}"
        #expect(text.contains("to see it again: runs: [\(again)]"))
        try folder.write(
            "Scenarios/seen.yaml",
            twice.replacing(/runs: .*/, with: "runs: [\(again)]\ninvariants: [resume_parity]")
        )
        let seen = try Tool.run(["run", "Scenarios/seen.yaml"], in: folder.url)
        #expect(seen.code == 1)
        #expect(seen.output.contains("the balance of charge is 2, uninterrupted it is 1"))
    }

    @Test("on a real clock processes are killed at each commit and backoff, and nothing is lost")
    func live() throws {
        try folder.write("Scenarios/programs.yaml", Self.live)
        let outcome = try tool("--format", "json")
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let rows = try found(outcome).rows
        #expect(
            rows.map(\.kind) == [
                "phase_committed", "retry_scheduled", "phase_committed", "phase_committed",
            ]
        )
        #expect(rows.map(\.phase) == ["one", "two", "two", "three"])
        // Each phase is executed twice without any death, and in no resume of what was committed before.
        let log = try folder.text(of: "Scenarios/log").split(separator: "\n")
        let executions = 2 + rows.count + rows.reduce(0) { $0 + $1.resumes }
        #expect(log.count { $0 == "one" } == executions)
    }

    @Test("a JUnit file has a case for each run")
    func junit() throws {
        try folder.write("Scenarios/order.yaml", Self.simulated)
        let outcome = try tool("--junit", "crash.xml")
        #expect(outcome.code == 0, "\(outcome.errors)")
        let xml = try folder.text(of: "crash.xml")
        for run in ["order", "again", "dead"] {
            #expect(xml.contains("name=\"crash \(run)\""))
        }
        #expect(xml.contains("tests=\"3\"") && xml.contains("skipped=\"1\""))
        #expect(try tool("--junit", "-").output.hasPrefix("<?xml"))
    }

    @Test("what its time does not suffice for is not tried, and it says so")
    func timeLimit() throws {
        try folder.write(
            "Scenarios/programs.yaml",
            Self.live.replacing("echo 3", with: "sleep 1; echo 3")
        )
        let found = try found(tool("--time-limit", "1s", "--format", "json"))
        #expect(found.stopped == "time")
        #expect(found.boundaries < 4)
    }

    @Test("wrong usage gives 64, a broken scenario 65, nothing chosen 66")
    func codes() throws {
        try folder.write("Scenarios/order.yaml", Self.simulated)
        #expect(try tool("--jobs", "0").code == 64)
        #expect(try tool("--junit", "-", "--format", "json").code == 64)
        #expect(try tool("--filter", "nothing").code == 66)
        try folder.write("Scenarios/broken.yaml", "name: [")
        #expect(try tool().code == 65)
    }
}
