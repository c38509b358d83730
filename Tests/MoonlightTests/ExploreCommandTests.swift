import Foundation
import JSON
import TestSupport
import Testing

/// `moonlight explore` and `moonlight replay`, as whoever runs them sees them.
@Suite("Explore and replay", .timeLimit(.minutes(3)))
struct ExploreCommandTests {
    private let folder: TemporaryFolder

    private static let till = """
        name: till
        workflow: {phases: [{name: order}, {name: pay, needs: [order]}]}
        config: {retry: {max_attempts: 3, initial: 1s}, timeout: {attempt: 10s}}
        agents:
          order: {simulated: {output: one book, latency: 1s}}
          pay: {simulated: {output: paid, latency: 2s, effects: [{name: charge, idempotent: false}]}}
        runs: [{name: cold}]
        """

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(".git/HEAD", "ref: refs/heads/main\n")
        try folder.write("Scenarios/till.yaml", Self.till)
    }

    private func explore(_ arguments: String...) throws -> Tool.Outcome {
        let usual = ["explore", "Scenarios/till.yaml", "--seeds", "200"]
        return try Tool.run(usual + arguments, in: folder.url)
    }

    private func failures() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: "\(folder.path)/reports/failures"
        )
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    @Test("what is found is saved, shown again by replay and run, and passes once it is mended")
    func whole() throws {
        let found = try explore("--only", "ack_lost")
        #expect(found.code == 1)
        #expect(found.output.contains("double_effect: effects_once"))
        let name = try #require(try failures().first)
        #expect(try failures().count == 1)
        #expect(name.hasPrefix("till-effects_once-"))
        let file = "reports/failures/\(name)"
        #expect(found.output.contains("moonlight replay \(file)"))
        #expect(!found.output.contains("does not fail on the file"))
        let again = try Tool.run(["replay", file], in: folder.url)
        #expect(again.code == 1)
        #expect(again.output.contains("charge of pay: applied 2"))
        #expect(again.output.contains("it fails again"))
        #expect(!again.output.contains("is not as it was"))
        #expect(try Tool.run(["run", "reports/failures"], in: folder.url).code == 1)
        let mended = Self.till.replacing("idempotent: false", with: "idempotent: true")
        try folder.write("Scenarios/till.yaml", mended)
        let now = try Tool.run(["replay", file], in: folder.url)
        #expect(now.code == 0)
        #expect(now.output.contains("it holds now"))
        #expect(try Tool.run(["run", "reports/failures"], in: folder.url).code == 0)
    }

    @Test("writes JSON, JUnit and a page")
    func reports() throws {
        let found = try explore(
            "--only",
            "ack_lost",
            "--format",
            "json",
            "--junit",
            "out/junit.xml",
            "--report",
            "out"
        )
        #expect(found.code == 1)
        let json = try #require(JSONValue(parsing: found.output))
        #expect(json.value(at: "$.schema")?.text == "1")
        #expect(json.value(at: "$.seeds")?.text == "200")
        #expect(json.value(at: "$.canary")?.text == #""caught""#)
        #expect(json.value(at: "$.stopped")?.text == "null")
        #expect(json.value(at: "$.violations[0].invariant")?.text == #""effects_once""#)
        #expect(json.value(at: "$.violations[0].faults")?.text == "1")
        let single = try #require(json.value(at: "$.exhaustive.single")?.text)
        #expect(json.value(at: "$.exhaustive.of.single")?.text == single)
        let junit = try String(contentsOfFile: "\(folder.path)/out/junit.xml", encoding: .utf8)
        #expect(junit.contains("explore effects_once"))
        #expect(junit.contains("never reached"))
        let page = try String(contentsOfFile: "\(folder.path)/out/report.html", encoding: .utf8)
        #expect(page.contains("1 violation found"))
        #expect(page.contains("What it did to the world"))
    }

    @Test("ends with 0 where nothing breaks, and says that every fault survives")
    func holds() throws {
        let held = try explore("--only", "rate_limit", "--faults", "2", "--jobs", "2")
        #expect(held.code == 0)
        #expect(held.output.contains("double faults survive"))
    }

    @Test(
        "refuses what it cannot do",
        arguments: [
            ["--faults", "4"], ["--only", "meteor"], ["--seeds", "0"], ["--jobs", "0"],
            ["--save", "/tmp"], ["--simulate", "nobody"],
        ]
    )
    func refused(arguments: [String]) throws {
        let refused = try Tool.run(["explore", "Scenarios/till.yaml"] + arguments, in: folder.url)
        #expect(refused.code == 64)
    }

    @Test("without a repository a failure is saved beside its scenario, and nowhere else")
    func outsideRepository() throws {
        let alone = try TemporaryFolder()
        try alone.write("till.yaml", Self.till)
        let usual = ["explore", "till.yaml", "--seeds", "50", "--only", "ack_lost", "--save"]
        let refused = try Tool.run(usual + ["found"], in: alone.url)
        #expect(refused.code == 64)
        #expect(refused.errors.contains("expected the folder of till.yaml"))
        let unsaved = try Tool.run(Array(usual.dropLast()), in: alone.url)
        #expect(unsaved.code == 1)
        #expect(unsaved.output.contains("not saved: no file there could extend the scenario"))
        let found = try Tool.run(usual + ["."], in: alone.url)
        #expect(found.code == 1)
        #expect(!found.output.contains("does not fail on the file"))
        let saved = try #require(
            alone.names().first { $0.hasPrefix("till-effects_once-") && $0.hasSuffix(".yaml") }
        )
        #expect(try Tool.run(["replay", saved], in: alone.url).code == 1)
        let run = try Tool.run(["run", saved, "--report", "out"], in: alone.url)
        #expect(run.code == 1)
        let page = try alone.text(of: "out/report.html")
        #expect(page.contains("<li>ack_lost at agent.call of pay, attempt 1, in cold</li>"))
    }

    @Test("a phase that a program performs is simulated where it is named, and else refused")
    func simulated() throws {
        let text = Self.till.replacing(
            "order: {simulated: {output: one book, latency: 1s}}",
            with: "order: {process: {command: [cat]}}"
        )
        try folder.write("Scenarios/till.yaml", "clock: real\n" + text)
        #expect(try explore().code == 65)
        let found = try explore("--only", "ack_lost", "--simulate", "order")
        #expect(found.code == 1)
        #expect(!found.output.contains("does not fail on the file"))
        #expect(try failures().count == 1)
    }

    @Test("replay refuses a scenario that is no saved failure")
    func unsaved() throws {
        let refused = try Tool.run(["replay", "Scenarios/till.yaml"], in: folder.url)
        #expect(refused.code == 65)
        #expect(try Tool.run(["replay", "nowhere.yaml"], in: folder.url).code == 66)
    }
}
