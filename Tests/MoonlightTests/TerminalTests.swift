import Foundation
import TestSupport
import Testing

@Suite("On a terminal", .timeLimit(.minutes(2)))
struct TerminalTests {
    private static let script = Machine.program("script")

    /// Runs the tool on its own terminal and returns what the terminal was sent.
    private func onTerminal(
        _ arguments: String,
        in folder: TemporaryFolder,
        environment: [String: String] = [:]
    ) throws -> String {
        let command = "'\(Tool.path)' \(arguments)"
        let outcome = try Tool.run(
            try #require(Self.script),
            ["-qec", command, "/dev/null"],
            in: folder.url,
            environment: ["TERM": "xterm"].merging(environment) { _, new in new }
        )
        return outcome.output
    }

    @Test("there is colour and progress", .enabled(if: script != nil, "script(1) is missing"))
    func colour() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let shown = try onTerminal("run", in: folder)
        #expect(shown.contains("\u{1B}[32m"))
        #expect(shown.contains("0/1"))
    }

    @Test(
        "colour is left out where it is not wanted",
        .enabled(if: script != nil, "script(1) is missing"),
        arguments: ["--no-color", ""]
    )
    func noColour(flag: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let environment = flag.isEmpty ? ["NO_COLOR": "1"] : [:]
        let shown = try onTerminal("run \(flag)", in: folder, environment: environment)
        #expect(!shown.contains("\u{1B}[32m"))
        #expect(shown.contains("1 passed"))
    }

    @Test(
        "the phase and the attempt in progress are shown",
        .enabled(if: script != nil, "script(1) is missing")
    )
    func underWay() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: slow
            workflow: {phases: [{name: think}]}
            config: {retry: {initial: 1ms}}
            agents:
              think: {process: {command: [sh, -c, "test -e {scenario_dir}/tried || { touch {scenario_dir}/tried; exit 75; }; sleep 1"]}}
            runs: [{name: once}]

            """
        )
        let shown = try onTerminal("run", in: folder)
        #expect(shown.contains("0/1, "))
        #expect(shown.contains("s: slow, once: think, attempt 2"))
        let log = try Tool.run(["run"], in: folder.url, environment: ["TERM": "xterm"])
        #expect(!(log.output + log.errors).contains("think"))
    }

    @Test("in a log there is neither colour nor progress")
    func log() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        let outcome = try Tool.run(["run"], in: folder.url, environment: ["TERM": "xterm"])
        #expect(!outcome.output.contains("\u{1B}"))
        #expect(outcome.errors.isEmpty)
    }
}
