import Foundation
import TestSupport
import Testing

@Suite("Places that a user names", .timeLimit(.minutes(5)))
struct NamedPlaceTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write(".git/HEAD", "")
        #expect(mkfifo(path("fifo"), 0o600) == 0)
        #expect(mkfifo(path("fifo.yaml"), 0o600) == 0)
    }

    private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

    private func expectRefused(_ arguments: [String], _ message: String) throws {
        let outcome = try Tool.run(arguments, in: folder.url)
        #expect(outcome.code == 65, "\(arguments)")
        #expect(outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(!folder.has("reports"))
    }

    @Test(
        "a FIFO or a device is refused at once, whatever it should be",
        arguments: [
            (["run", "fifo.yaml"], "fifo.yaml:1:1: error: expected a regular file, found a FIFO"),
            (["lint", "fifo.yaml"], "expected a regular file, found a FIFO"),
            (["verify", "fifo.yaml"], "expected a regular file, found a FIFO"),
            (["bench", "fifo.yaml", "--save", "x"], "expected a regular file, found a FIFO"),
            (
                ["run", "/dev/zero"],
                "/dev/zero:1:1: error: expected a regular file, found a device"
            ),
            (["run", "/dev/null"], "expected a regular file, found a device"),
            (["compare", "fifo", "fifo"], "fifo: error: expected a regular file, found a FIFO"),
            (["compare", "/dev/zero", "fifo"], "expected a regular file, found a device"),
            (
                ["run", "--junit", "fifo"],
                "--junit: fifo: error: expected a regular file, found a FIFO"
            ),
            (["run", "--junit", "/dev/null"], "expected a regular file, found a device"),
            (
                ["run", "--report", "fifo"],
                "--report: fifo: error: expected a folder, found a FIFO"
            ),
            (["run", "--report", "Scenarios/a.yaml"], "expected a folder, found a regular file"),
            (["run", "--state", "fifo"], "--state: fifo: error: expected a folder, found a FIFO"),
            (["resume", "once", "--state", "fifo"], "expected a folder, found a FIFO"),
            (["show", "--state", "/dev/null"], "expected a folder, found a device"),
            (["init", "fifo"], "expected a folder, found a FIFO"),
        ]
    )
    func refused(arguments: [String], message: String) throws {
        try expectRefused(arguments, message)
    }

    @Test("standard output has its own name")
    func standardOutput() throws {
        try expectRefused(
            ["run", "--junit", "/dev/stdin"],
            "expected a regular file, found a device"
        )
        // The tests' standard output is a file; a terminal or a pipe is not.
        let command = "\(Tool.path) run --junit /dev/stdout | cat; exit ${PIPESTATUS[0]}"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder.url
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        #expect(process.terminationStatus == 65)
        #expect(said.contains("; \"-\" stands for standard output"))
    }

    @Test(
        "files that a scenario names are files",
        arguments: [
            "extends: ../fifo.yaml",
            "agents: {answer: {simulated: {files: {x: ../fifo}}}}",
            "config: {phases: {answer: {validate: [{json_schema: ../fifo}]}}}",
            "agents: {answer: {process: {command: [../fifo]}}}",
        ]
    )
    func named(part: String) throws {
        let own = part.hasPrefix("agents") ? "" : "agents: {answer: {simulated: {}}}\n"
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: a
            workflow: {phases: [{name: answer}]}
            \(own)\(part)
            runs: [{name: once}]

            """
        )
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("which is a FIFO"), "\(outcome.errors)")
    }

    @Test("files of a state folder are files", arguments: ["", "-wal", "-shm"])
    func stateFiles(ending: String) throws {
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        for name in ["journal.sqlite", "cache.sqlite"] {
            let file = path(".moonlight/\(name)\(ending)")
            try? FileManager.default.removeItem(atPath: file)
            #expect(mkfifo(file, 0o600) == 0)
            let outcome = try Tool.run(["run"], in: folder.url)
            #expect(outcome.code == 65, "\(name)\(ending): \(outcome.errors)")
            try FileManager.default.removeItem(atPath: file)
        }
    }

    @Test("a FIFO among the files of an earlier run's events is nobody's")
    func eventFolder() throws {
        try FileManager.default.createDirectory(
            atPath: path("reports/events"),
            withIntermediateDirectories: true
        )
        #expect(mkfifo(path("reports/events/x.jsonl"), 0o600) == 0)
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
    }
}
