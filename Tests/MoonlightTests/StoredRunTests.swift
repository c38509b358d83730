import Shapes
import Foundation
import TestSupport
import Testing

@Suite("Stored runs", .timeLimit(.minutes(2)))
struct StoredRunTests {
    /// Pauses at its third phase, whose agent is refused twice and no more.
    static let paused = """
        name: deploy
        workflow: {phases: [{name: plan}, {name: build, needs: [plan]}, {name: ship, needs: [build]}]}
        config: {retry: {max_attempts: 2, on_exhausted: pause}}
        agents:
          plan: {simulated: {output: the plan, latency: 1s}}
          build: {simulated: {output: the build, latency: 2s}}
          ship: {simulated: {output: shipped, latency: 3s}}
        faults: [{id: down, when: {phase: ship, times: 2}, inject: server_error, expect: any}]
        runs: [{name: night, expect: {status: paused}}]

        """

    private func folder(_ text: String = paused) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/deploy.yaml", text)
        let run = try Tool.run(["run", "--quiet"], in: folder.url)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        return folder
    }

    @Test("of a repeated run the repetition that fails first is stored, whichever its number is")
    func failedRepetition() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: drawn
            seed: 3
            workflow: {phases: [{name: think}]}
            config: {cache: {enabled: false}}
            agents: {think: {simulated: {latency: 1s}}}
            faults: [{id: late, at: agent.call, when: {nth: 17}, inject: {latency: {by: 5s}}, expect: any}]
            runs: [{name: load, repeat: 40, expect: {duration: "<= 2s"}}]

            """
        )
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("run load#17\n"))
        #expect(outcome.output.contains("--repetition 17\n"))
        let offered = try #require(outcome.output.firstMatch(of: /show     moonlight show (\w+)/))
        let shown = try Tool.run(["show", String(offered.1)], in: folder.url)
        #expect(shown.output.hasPrefix("drawn/load#17"))
        #expect(shown.output.contains("6s"))
        let alone = try Tool.run(["run", "--repetition", "17"], in: folder.url)
        #expect(alone.code == 1)
        #expect(alone.output.contains("run load#17\n"))
        let other = try Tool.run(["run", "--repetition", "16"], in: folder.url)
        #expect(other.code == 0, "\(other.output)")
    }

    @Test("a paused run is shown, resumes where it stopped, and is then over")
    func resume() throws {
        let folder = try folder()
        let list = try Tool.run(["show"], in: folder.url)
        #expect(list.output.contains("deploy/night"))
        #expect(list.output.contains("paused"))
        let shown = try Tool.run(["show", "night"], in: folder.url)
        #expect(shown.code == 0)
        #expect(shown.output.contains("2 attempts (server_error ×2)"))
        let resumed = try Tool.run(["resume", "night", "--format", "json"], in: folder.url)
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(resumed.output.contains("\"restored\":2"))
        #expect(resumed.output.contains("\"executed\":[\"ship\"]"))
        #expect(resumed.output.contains("\"recovered_by\":[\"resume\"]"))
        let again = try Tool.run(["resume", "night"], in: folder.url)
        #expect(again.code == 65)
        #expect(again.errors.contains("nothing is left to do"))
        let afterwards = try Tool.run(["show", "night", "--format", "json"], in: folder.url)
        #expect(afterwards.output.contains("\"status\":\"succeeded\""))
    }

    @Test(
        "resume commits what a run of the file that resumes commits: answers and counts continue",
        arguments: ["virtual", "real"]
    )
    func sameAsInFile(clock: String) throws {
        let text = """
            name: deploy
            clock: \(clock)
            workflow: {phases: [{name: build}, {name: ship, needs: [build]}]}
            config:
              cache: {enabled: false}
              retry: {max_attempts: 2, initial: 1ms, on_exhausted: pause}
            agents:
              build: {simulated: {outputs: [b1, b2, b3, b4]}}
              ship: {simulated: {outputs: [s1, s2, s3, s4]}}
            faults: [{id: down, when: {phase: ship, after: 2, times: 3}, inject: server_error}]
            runs:
              - {name: day}
              - {name: day again}
              - {name: night, expect: {status: paused}}

            """
        let inFile = try TemporaryFolder()
        try inFile.write(
            "Scenarios/deploy.yaml",
            text + "  - {name: morning, resume: night, expect: {attempts: {ship: 2}}}\n"
        )
        let run = try Tool.run(["run", "--format", "json"], in: inFile.url)
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        let expected = try #require(
            run.output.firstMatch(of: /"name":"morning".*?"digest":"(\w+)"/)
        )
        let stored = try folder(text)
        let resumed = try Tool.run(["resume", "night", "--format", "json"], in: stored.url)
        #expect(resumed.output.contains("\"ship\":2"), "\(resumed.output)")
        let found = try #require(resumed.output.firstMatch(of: /"digest":"(\w+)"/))
        #expect(found.1 == expected.1)
    }

    @Test("a step that was committed by another agent refuses to resume, and says which and why")
    func mismatch() throws {
        let folder = try folder()
        let changed = Self.paused.replacing(
            "plan: {simulated",
            with: "plan: {version: 2, simulated"
        )
        try folder.write("Scenarios/deploy.yaml", changed)
        let resumed = try Tool.run(["resume", "night"], in: folder.url)
        #expect(resumed.code == 65)
        #expect(
            resumed.errors.contains(
                "plan: what was committed differs from the plan in agent version"
            )
        )
    }

    @Test("what is not there gives 66: a state folder, a run, a scenario")
    func missing() throws {
        let empty = try TemporaryFolder()
        #expect(try Tool.run(["show"], in: empty.url).code == 66)
        #expect(try Tool.run(["resume", "night"], in: empty.url).code == 66)
        #expect(!empty.has(".moonlight"), "looking must not make the folder")
        let folder = try folder()
        #expect(try Tool.run(["show", "morning"], in: folder.url).code == 66)
        try FileManager.default.removeItem(at: folder.url(of: "Scenarios"))
        #expect(try Tool.run(["resume", "night"], in: folder.url).code == 66)
    }

    @Test("ids have 128 bits; any unique beginning will do, and one of several ids lists them")
    func prefixes() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/many.yaml",
            StoredRunTests.paused
                .replacing("times: 2}", with: "times: 1}")
                .replacing(
                    "runs: [{name: night, expect: {status: paused}}]",
                    with: "runs: [" + (1...40).map { "{name: r\($0)}" }.joined(separator: ", ")
                        + "]"
                )
        )
        let run = try Tool.run(["run", "--format", "json"], in: folder.url)
        #expect(run.code == 0, "\(run.errors)")
        let ids = run.output.matches(of: /"stored_id":"([0-9a-f]{32})"/).map { String($0.1) }
        #expect(Set(ids).count == 40)
        let id = try #require(ids.first)
        let unique = try #require(
            (1...32).map { String(id.prefix($0)) }
                .first { start in ids.filter { $0.hasPrefix(start) }.count == 1 }
        )
        for start in [unique, String(id.prefix(20)), id] {
            let shown = try Tool.run(["show", start, "--format", "json"], in: folder.url)
            #expect(shown.code == 0, "\(shown.errors)")
            #expect(shown.output.contains("\"\(id)\""))
        }
        // Forty ids have sixteen first digits.
        let shared = try #require(
            ids.map { String($0.prefix(1)) }
                .first { start in ids.filter { $0.hasPrefix(start) }.count > 1 }
        )
        let several = ids.filter { $0.hasPrefix(shared) }
        for command in ["show", "resume"] {
            let refused = try Tool.run([command, shared], in: folder.url)
            #expect(refused.code == 65)
            #expect(refused.errors.contains("with which \(several.count) begin"))
            let listed = several.filter(refused.errors.contains)
            #expect(listed.count == min(10, several.count))
        }
        // The list shortens them, and what it shows is enough.
        let list = try Tool.run(["show"], in: folder.url)
        let first = try #require(list.output.split(separator: "\n").dropFirst().first)
        let short = try #require(first.split(separator: " ").first)
        #expect(short.count == 8)
        #expect(try Tool.run(["show", String(short)], in: folder.url).code == 0)
    }

    @Test("a run that another process executes is left alone", .enabled(if: Machine.hasPython))
    func locked() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/slow.yaml",
            """
            name: slow
            workflow: {phases: [{name: first}, {name: second, needs: [first]}]}
            agents:
              first: {process: {command: [sh, -c, "echo one"]}}
              second: {process: {command: [sh, -c, "echo started > {scenario_dir}/started; sleep 20"]}}
            runs: [{name: long}]

            """
        )
        let process = try Tool.start(
            Tool.path,
            ["run", "--quiet"],
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
        defer {
            process.interrupt()
            process.waitUntilExit()
        }
        for _ in 0..<1000 where !folder.has("Scenarios/started") {
            try await Task.sleep(for: .milliseconds(10))
        }
        let resumed = try Tool.run(["resume", "long"], in: folder.url)
        #expect(resumed.code == 75)
        #expect(resumed.errors.contains("is being executed by another process"))
    }
}

@Suite("Damaged state", .serialized, .timeLimit(.minutes(2)))
struct DamagedStateTests {
    private static let needsPython = "python3 is missing: nothing here was tested"

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/deploy.yaml", StoredRunTests.paused)
        #expect(try Tool.run(["run", "--quiet"], in: folder.url).code == 0)
        return folder
    }

    /// Changes the journal with SQL, as nobody should.
    private func change(_ folder: TemporaryFolder, _ statement: String) throws {
        let script = """
            import sqlite3
            db = sqlite3.connect(".moonlight/journal.sqlite")
            db.execute(\"\"\"\(statement)\"\"\")
            db.commit()
            db.close()
            """
        let outcome = try Tool.run("/usr/bin/env", ["python3", "-c", script], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test("a torn last entry is cut and reported; the run resumes", .enabled(if: Machine.hasPython))
    func tornTail() throws {
        let folder = try folder()
        let torn = """
            UPDATE entries SET bytes = substr(bytes, 1, length(bytes) - 7)
            WHERE place = (SELECT max(place) FROM entries)
            """
        try change(folder, torn)
        let shown = try Tool.run(["show", "night"], in: folder.url)
        #expect(shown.code == 0)
        #expect(shown.errors.contains("the journal's tail is torn"))
        // The entry that recorded two refusals is gone: they happen again, and the run pauses again.
        let resumed = try Tool.run(["resume", "night"], in: folder.url)
        #expect(resumed.code == 1)
        #expect(resumed.errors.contains("the journal's tail was torn"))
        #expect(resumed.output.contains("restored 2, executed ship"))
        #expect(try Tool.run(["show", "night"], in: folder.url).errors.isEmpty)
        #expect(try Tool.run(["resume", "night"], in: folder.url).code == 0)
    }

    @Test("a flipped bit before whole entries is refused", .enabled(if: Machine.hasPython))
    func flippedBit() throws {
        let folder = try folder()
        let flipped = """
            UPDATE entries SET bytes = CAST(substr(bytes, 1, 40) || x'5A' || substr(bytes, 42) AS BLOB)
            WHERE place = (SELECT min(place) FROM entries)
            """
        try change(folder, flipped)
        for command in ["show", "resume"] {
            let outcome = try Tool.run([command, "night"], in: folder.url)
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("entry 0 of the journal is damaged"))
        }
    }

    @Test(
        "a file that is not a database is refused and left as it is",
        arguments: ["journal", "cache"]
    )
    func foreign(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write(".moonlight/\(name).sqlite", "my diary")
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 65)
        #expect(
            outcome.errors.contains(".moonlight/\(name).sqlite: error: expected an SQLite database")
        )
        #expect(try folder.text(of: ".moonlight/\(name).sqlite") == "my diary")
    }

    @Test("another schema version is refused", .enabled(if: Machine.hasPython), arguments: [0, 99])
    func version(number: Int) throws {
        let folder = try folder()
        try change(folder, "PRAGMA user_version = \(number)")
        let outcome = try Tool.run(["show"], in: folder.url)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("schema version \(number)"))
    }

    @Test("a state folder that cannot be one is refused by its name")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("state", "a file where the folder should be")
        let outcome = try Tool.run(["run", "--state", "state/inner"], in: folder.url)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("state: error: cannot make the folder: Not a directory"))
    }
}
