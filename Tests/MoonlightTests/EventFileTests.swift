import Foundation
import TestSupport
import Testing

@Suite("Files of events", .serialized, .timeLimit(.minutes(2)))
struct EventFileTests {
    private static let slow = """
        name: slow
        workflow: {phases: [{name: first}, {name: wait, needs: [first]}]}
        agents:
          first: {process: {command: [sh, -c, "echo hi"]}}
          wait:
            process:
              command: [sh, -c, "while [ ! -e {scenario_dir}/go ]; do sleep 0.05; done; echo done"]
        runs: [{name: once}]

        """

    @Test("a file grows by whole lines while its run is in progress, and nothing replaces it")
    func grows() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Self.slow)
        let process = try Tool.start(
            Tool.path,
            ["run"],
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
        let path = "reports/events/Scenarios.a.jsonl"
        var early = ""
        for _ in 0..<1000 {
            early = (try? folder.text(of: path)) ?? ""
            if early.contains("\"phase\":\"wait\"") { break }
            usleep(20_000)
        }
        #expect(early.hasPrefix("{\"seq\":1,"))
        #expect(early.contains("\"phase\":\"wait\""))
        #expect(early.hasSuffix("\n"))
        #expect(!early.contains("run_ended"))
        let file = folder.url.appendingPathComponent(path).path
        let number = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber]
        try folder.write("Scenarios/go", "")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let late = try folder.text(of: path)
        #expect(late.hasPrefix(early))
        #expect(late.contains("run_ended"))
        let after = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber]
        #expect(number as? Int == after as? Int)
    }

    @Test("a suite that is interrupted leaves whole lines")
    func interrupted() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Self.slow)
        let process = try Tool.start(
            Tool.path,
            ["run"],
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
        let path = "reports/events/Scenarios.a.jsonl"
        for _ in 0..<1000 {
            if (try? folder.text(of: path))?.contains("\"phase\":\"wait\"") == true { break }
            usleep(20_000)
        }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        let text = try folder.text(of: path)
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("cancelled"))
    }

    @Test("--no-events writes none, and takes those of an earlier run away; the trace hash stays")
    func noEvents() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        #expect(folder.has("reports/events/Scenarios.a.jsonl"))
        let hash = try traceHash(in: folder)
        #expect(hash.count == 64)
        let outcome = try Tool.run(["run", "--no-events"], in: folder.url)
        #expect(outcome.code == 0)
        #expect(!folder.has("reports/events/Scenarios.a.jsonl"))
        #expect(!outcome.output.contains("events"))
        #expect(try traceHash(in: folder) == hash)
    }

    private func traceHash(in folder: TemporaryFolder) throws -> String {
        let junit = try folder.text(of: "reports/junit.xml")
        return junit.firstMatch(of: /"trace_hash" value="(\w+)"/).map { String($0.1) } ?? ""
    }

    @Test("the trace hash is what sha256sum says of the file", .enabled(if: Machine.hasSum))
    func sum() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        let sum = try Tool.run(
            "/bin/sh",
            ["-c", "sha256sum reports/events/Scenarios.a.jsonl"],
            in: folder.url
        )
        #expect(sum.output.hasPrefix(try traceHash(in: folder)))
    }

    @Test("a scenario that never began has an empty file")
    func skipped() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.failing)
        try folder.write("Scenarios/b.yaml", Small.passing)
        let outcome = try Tool.run(["run", "--fail-fast", "--jobs", "1"], in: folder.url)
        #expect(outcome.code == 1)
        #expect(try folder.text(of: "reports/events/Scenarios.b.jsonl") == "")
    }

    @Test("a folder where a file should be gives 75 and its name")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("reports/events/Scenarios.a.jsonl/x", "")
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 75)
        #expect(outcome.errors.contains("reports/events/Scenarios.a.jsonl"))
    }
}
