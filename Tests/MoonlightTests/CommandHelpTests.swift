import Shapes
import Foundation
import TestSupport
import Testing

@Suite("Help of commands", .timeLimit(.minutes(3)))
struct CommandHelpTests {
    private static let commands = [
        "run", "lint", "list", "show", "diff", "resume", "crash", "explore", "replay",
        "history", "bench", "compare", "verify", "speed",
        "init",
        "schema",
    ]

    /// The command lines under EXAMPLES at the end of a help.
    private func examples(_ help: String) throws -> [String] {
        let parts = help.components(separatedBy: "\nEXAMPLES:\n")
        #expect(parts.count == 2)
        let lines = try #require(parts.last).split(separator: "\n")
        return try lines.map { line in
            let parts = line.split(separator: "#", maxSplits: 1)
            #expect(parts.count == 2, "\(line) says what it is for")
            return try #require(parts.first).trimmingCharacters(in: .whitespaces)
        }
    }

    @Test("every command is asked here")
    func complete() throws {
        let help = try Tool.run(["--help"], in: Repository.root).output
        let listed = help.matches(of: /(?m)^  ([a-z]+) {2,}\S/).map { String($0.1) }
        #expect(listed == Self.commands)
    }

    @Test(
        "ends with two examples of the command, which are not wrong usage",
        arguments: [nil] + commands.map(Optional.some)
    )
    func examples(command: String?) throws {
        let words = command.map { [$0] } ?? []
        let help = try Tool.run(words + ["--help"], in: Repository.root)
        #expect(help.code == 0)
        if let command {
            #expect(try Tool.run(["help", command], in: Repository.root).output == help.output)
        }
        let lines = try examples(help.output)
        #expect(lines.count == 2)
        for line in lines {
            // All modes take too long; the other example has one.
            if line == "moonlight speed" { continue }
            #expect(line.hasPrefix("moonlight \(command ?? "")"))
            let folder = try TemporaryFolder()
            try folder.write(
                command == "init" ? "work/readme.md" : "work/Scenarios/first.yaml",
                Small.passing
            )
            let path = URL(fileURLWithPath: Tool.path).deletingLastPathComponent().path
            let inherited = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let outcome = try Tool.run(
                "/bin/sh",
                ["-c", line],
                in: folder.url(of: "work"),
                environment: ["PATH": "\(path):\(inherited)"]
            )
            #expect(outcome.code != 64 && outcome.code < 70, "\(line): \(outcome.errors)")
        }
    }

    @Test(
        "an unknown command names the nearest one, or all where none is near",
        arguments: [
            ("lnt", "did you mean 'lint'?"), ("show-run", "there are run, lint, list,"),
            ("Run", "did you mean 'run'?"), ("benhc", "did you mean 'bench'?"),
            ("zzzzzzzz", "there are run, lint, list,"),
        ]
    )
    func unknown(command: String, hint: String) throws {
        for words in [[command], [command, "--help"], ["help", command]] {
            let outcome = try Tool.run(words, in: Repository.root)
            #expect(outcome.code == 64)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("Error: unknown command '\(command)'; \(hint)"))
        }
    }

    @Test("options of the tool itself are as they were")
    func plain() throws {
        let version = try Tool.run(["--version"], in: Repository.root)
        #expect(version.code == 0)
        #expect(version.output.split(separator: "\n").count == 1)
        let bare = try Tool.run([], in: Repository.root)
        #expect(bare.code == 0)
        #expect(bare.output.contains("USAGE: moonlight <subcommand>"))
        #expect(try Tool.run(["--frobnicate"], in: Repository.root).code == 64)
    }
}
