import Foundation
import TestSupport
import Testing

@Suite("moonlight history", .timeLimit(.minutes(2)))
struct HistoryCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Scenarios/drawn.yaml", Self.drawn)
    }

    private static let drawn = """
        name: drawn
        workflow: {phases: [{name: think}]}
        config: {cache: {enabled: false}}
        agents: {think: {simulated: {output: done, latency: {uniform: {min: 1s, max: 5s}}}}}
        runs: [{name: once}]

        """

    private struct Found: Decodable {
        struct Series: Decodable {
            let scenario: String
            let file: String
            let run: String
            let variant: String
            let clock: String
            let faulted: Bool
            let phase: String?
            let metric: String
            let n: Int
            let values: [Double]
        }

        let schema: Int
        let series: [Series]

        /// How many values the whole run's durations have; `nil` where there is no such series.
        var count: Int? { series.first { $0.phase == nil && $0.metric == "duration" }?.n }
    }

    private func tool(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(arguments, in: folder.url)
    }

    private func history(_ arguments: String...) throws -> Found {
        let outcome = try Tool.run(
            ["history", "--format", "json"] + arguments,
            in: folder.url
        )
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Found.self, from: Data(outcome.output.utf8))
    }

    @Test("where nothing was run it says so, and an unknown name gives 66")
    func nothing() throws {
        let empty = try tool("history")
        #expect(empty.code == 0)
        #expect(empty.output.contains("moonlight run adds the executions"))
        #expect(!folder.has(".moonlight"))
        #expect(try history().series.isEmpty)
        #expect(try tool("history", "drawn").code == 66)
        #expect(try tool("run", "--quiet").code == 0)
        let unknown = try tool("history", "drown")
        #expect(unknown.code == 66)
        #expect(unknown.errors.contains("drown"))
        #expect(unknown.output.isEmpty)
    }

    @Test(
        "a scenario is found by its name and by paths to its file",
        arguments: ["drawn", "Scenarios/drawn.yaml", "./Scenarios/drawn.yaml"]
    )
    func names(name: String) throws {
        #expect(try tool("run", "--quiet").code == 0)
        let found = try history(name)
        #expect(found.schema == 1)
        #expect(found.series.map(\.file).first == "Scenarios/drawn.yaml")
        #expect(try history(folder.path(of: "Scenarios/drawn.yaml")).count == 1)
    }

    @Test(
        "the same execution on a virtual clock is stored once, another seed or scenario is another"
    )
    func identical() throws {
        for _ in 0..<3 { #expect(try tool("run", "--quiet").code == 0) }
        #expect(try history().count == 1)
        #expect(try tool("run", "--quiet", "--seeds", "1..12").code == 0)
        #expect(try history().count == 13)
        try folder.write("Scenarios/drawn.yaml", Self.drawn.replacing("5s", with: "6s"))
        #expect(try tool("run", "--quiet").code == 0)
        #expect(try history().count == 14)
        let text = try tool("history", "drawn")
        #expect(text.output.hasPrefix("drawn/once: 14 executions, 14 of 14 passed (100 %"))
    }

    @Test("one invocation adds 50 executions of a series at most, however many there are")
    func many() throws {
        try folder.write(
            "Scenarios/drawn.yaml",
            Self.drawn.replacing("name: once", with: "name: once, repeat: 3000")
        )
        #expect(try tool("run", "--quiet", "--no-events").code == 0)
        #expect(try history().count == 50)
    }

    @Test(
        "other commands than run add nothing, and what run prints and writes is the same with and without"
    )
    func others() throws {
        try folder.write(
            "Scenarios/drawn.yaml",
            Self.drawn.replacing("{name: once}", with: "{name: once}, {name: again}") + """
                claims:
                  - {name: same, baseline: once, candidate: again, metric: duration, reduction: 0%..99%, pairs: 30}

                """
        )
        let verified = try tool("verify")
        #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
        let measured = try tool("bench", "--pairs", "5")
        #expect(measured.code == 0, "\(measured.output)\(measured.errors)")
        // What a half answer spoils is found, and saved.
        try folder.write(".git/HEAD", "ref: refs/heads/main\n")
        let explored = try tool("explore", "--seeds", "20", "--only", "truncate")
        #expect(explored.code == 1, "\(explored.output)\(explored.errors)")
        let saved = try #require(
            folder.names(below: "reports/failures").first { $0.hasSuffix(".yaml") }
        )
        #expect(try tool("replay", "reports/failures/\(saved)").code == 1)
        #expect(try tool("crash").code == 0)
        #expect(!folder.has(".moonlight/history.sqlite"))
        let first = try tool("run", "--format", "json")
        let events = try folder.text(of: "reports/events/Scenarios.drawn.jsonl")
        let second = try tool("run", "--format", "json")
        #expect(
            first.output.replacing(/"stored_id":"[^"]*"/, with: "")
                == second.output.replacing(/"stored_id":"[^"]*"/, with: "")
        )
        #expect(try folder.text(of: "reports/events/Scenarios.drawn.jsonl") == events)
        #expect(try history().series.map(\.n).allSatisfy { $0 == 1 })
    }

    @Test("a run and what resumes it are one execution")
    func resumed() throws {
        try folder.write("Scenarios/drawn.yaml", StoredRunTests.paused)
        #expect(try tool("run", "--quiet").code == 0)
        let before = try tool("history", "deploy")
        #expect(before.output.hasPrefix("deploy/night: 1 execution, 1 of 1 passed"))
        #expect(try tool("resume", "night").code == 0)
        let after = try tool("history", "deploy")
        #expect(after.output.hasPrefix("deploy/night: 1 execution\n"), "\(after.output)")
        let found = try history("deploy")
        #expect(
            found.series.filter { $0.metric == "duration" && $0.phase == "ship" }.map(\.n) == [1]
        )
        // The time that it waited to be resumed is nobody's.
        #expect(found.count == 0)
    }

    @Test(
        "a history that is broken, foreign or newer is a warning, and no run fails by it",
        arguments: ["no database at all", "foreign", "newer"]
    )
    func broken(kind: String) throws {
        try folder.folder(".moonlight")
        let path = folder.path(of: ".moonlight/history.sqlite")
        if kind == "no database at all" {
            try folder.write(".moonlight/history.sqlite", "a text and nothing else")
        } else {
            let number = kind == "foreign" ? "application_id = 7" : "user_version = 99"
            if kind == "newer" { #expect(try tool("run", "--quiet").code == 0) }
            let script =
                "import sqlite3; db = sqlite3.connect('\(path)'); db.execute('PRAGMA \(number)'); "
                + "db.execute('CREATE TABLE IF NOT EXISTS other (a)'); db.commit()"
            let made = try Tool.run("/usr/bin/env", ["python3", "-c", script], in: folder.url)
            try #require(made.code == 0, "\(made.errors)")
        }
        let run = try tool("run", "--quiet")
        #expect(run.code == 0)
        #expect(run.errors.contains("history.sqlite: warning: "), "\(run.errors)")
        #expect(run.errors.contains("not in the history"))
        let asked = try tool("history")
        #expect(asked.code == 65)
        #expect(asked.errors.contains("history.sqlite"))
    }

    @Test("two tools that run at once in one state folder both add")
    func atOnce() throws {
        try folder.write("Scenarios/other.yaml", Self.drawn.replacing("drawn", with: "other"))
        let processes = try (0..<6).map { number in
            let name = number.isMultiple(of: 2) ? "drawn" : "other"
            return try Tool.start(
                Tool.path,
                [
                    "run", "Scenarios/\(name).yaml", "--quiet", "--seed", "\(number)", "--report",
                    "reports-\(number)",
                ],
                in: folder.url,
                output: folder.url(of: "out-\(number)"),
                errors: folder.url(of: "err-\(number)")
            )
        }
        for (number, process) in processes.enumerated() {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(try folder.text(of: "err-\(number)").isEmpty)
        }
        #expect(try history("drawn").count == 3)
        #expect(try history("other").count == 3)
    }

    @Test("a dumb terminal gets digits in place of bars")
    func dumb() throws {
        #expect(try tool("run", "--quiet", "--seeds", "1..9").code == 0)
        let dumb = try Tool.run(["history"], in: folder.url, environment: ["TERM": "dumb"])
        #expect(dumb.code == 0)
        #expect(!dumb.output.contains { "▁▂▃▄▅▆▇█".contains($0) })
        #expect(try tool("history").output.contains("█"))
    }
}
