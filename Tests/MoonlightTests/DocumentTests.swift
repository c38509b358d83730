import Foundation
import TestSupport
import Testing

@Suite("Documents", .serialized, .timeLimit(.minutes(5)))
struct DocumentTests {
    private static let python = Machine.python(with: "jsonschema")

    @Test("the published schema of scenario files is the one that the tool prints")
    func schema() throws {
        let printed = try Tool.run(["schema"], in: Repository.root)
        let published = Repository.url(of: "Docs/schemas/scenario.schema.json")
        #expect(printed.code == 0)
        #expect(try String(contentsOf: published, encoding: .utf8) == printed.output)
    }

    @Test("the published reference of all keys is the one that the tool prints")
    func reference() throws {
        let printed = try Tool.run(["schema", "--format", "markdown"], in: Repository.root)
        let published = Repository.url(of: "Docs/reference.md")
        #expect(printed.code == 0)
        #expect(try String(contentsOf: published, encoding: .utf8) == printed.output)
    }

    @Test("a picture of the documentation has at most 150 KiB")
    func pictures() throws {
        let folder = Repository.url(of: "Docs/images")
        let pictures = try FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: [.fileSizeKey]
        )
        #expect(pictures.count >= 6)
        for picture in pictures {
            let size = try picture.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? .max
            #expect(size <= 150 << 10, "\(picture.lastPathComponent): \(size) bytes")
        }
    }

    @Test(
        "what the guide says happens: its files are written, its commands run, its lines appear",
        .enabled(if: Machine.hasPython, "python3 is missing")
    )
    func guide() throws {
        try follow("Docs/guide.md")
    }

    @Test("what the read-me says happens", .enabled(if: Machine.hasPython, "python3 is missing"))
    func readMe() throws {
        try follow("README.md")
    }

    @Test(
        "a request that an agent gets fits the published schema",
        .enabled(if: python != nil, "python3 with jsonschema is missing")
    )
    func request() throws {
        let python = try #require(Self.python)
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/echo.yaml",
            """
            name: echo
            workflow: {phases: [{name: first}, {name: second, needs: [first]}]}
            requirements: Say it again.
            config: {retry: {initial: 1ms}, context: {budget: 1KiB}}
            agents:
              first: {simulated: {output: one, files: {a.txt: echo.yaml}}}
              second: {process: {command: [sh, -c, "cat > {scenario_dir}/request-$$.json; test -f {scenario_dir}/again || { touch {scenario_dir}/again; exit 75; }"]}}
            runs: [{name: once}]

            """
        )
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        let requests = try folder.files().filter { $0.path.contains("request-") }
        #expect(requests.count == 2)
        let schema = Repository.url(of: "Docs/schemas/agent-request.schema.json").path
        let program = """
            import json, jsonschema, sys
            schema = json.load(open(sys.argv[1]))
            for name in sys.argv[2:]:
                jsonschema.Draft202012Validator(schema).validate(json.load(open(name)))
            """
        let files = requests.map { folder.url.appendingPathComponent($0.path).path }
        let checked = try Tool.run(python, ["-c", program, schema] + files, in: folder.url)
        #expect(checked.code == 0, "\(checked.errors)")
    }

    /// Writes a document's files, runs its commands, and looks for the lines that it shows, numbers apart.
    private func follow(_ document: String) throws {
        let text = try String(
            contentsOf: Repository.url(of: document),
            encoding: .utf8
        )
        let folder = try TemporaryFolder()
        var commands = 0
        for block in CodeBlock.all(in: text) {
            if let file = block.file {
                try folder.write(file, block.body)
            } else if block.language == "console" {
                for session in block.sessions {
                    commands += 1
                    try check(session, in: folder)
                }
            }
        }
        #expect(commands > 0)
    }

    private func check(_ session: CodeBlock.Session, in folder: TemporaryFolder) throws {
        let link = folder.url(of: "bin/moonlight")
        if !folder.has("bin/moonlight") {
            try FileManager.default.createDirectory(
                at: link.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.createSymbolicLink(
                atPath: link.path,
                withDestinationPath: Tool.path
            )
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let outcome = try Tool.run(
            "/bin/sh",
            ["-c", session.command],
            in: folder.url,
            environment: ["PATH": "\(folder.url.path)/bin:\(path)"]
        )
        #expect(outcome.code == session.code, "\(session.command): \(outcome.errors)")
        let found = (outcome.output + outcome.errors).split(separator: "\n").map(withoutNumbers)
        for line in session.lines where !line.isEmpty {
            #expect(found.contains(withoutNumbers(line[...])), "\(session.command): \(line)")
        }
    }

    private func withoutNumbers(_ line: Substring) -> String {
        String(line).replacing(/[0-9]+(\.[0-9]+)?(ms|us|s|m)?/, with: "#")
            .replacing(/\s+/, with: " ")
    }
}

/// A fenced block of a document.
private struct CodeBlock {
    /// A command with its documented output.
    struct Session {
        let command: String
        let code: Int32
        var lines: [String] = []
    }

    let language: String
    let file: String?
    let body: String

    static func all(in text: String) -> [CodeBlock] {
        text.matches(of: /(?m)^```([a-z]+)(?: file=(\S+))?\n((?s:.*?))^```$/).map { match in
            CodeBlock(
                language: String(match.1),
                file: match.2.map(String.init),
                body: String(match.3)
            )
        }
    }

    var sessions: [Session] {
        var sessions: [Session] = []
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                let parts = line.dropFirst(2).split(separator: " # exit ")
                let code = parts.count > 1 ? Int32(parts[1]) ?? -1 : 0
                sessions.append(Session(command: String(parts[0]), code: code))
            } else if !sessions.isEmpty {
                sessions[sessions.count - 1].lines.append(String(line))
            }
        }
        return sessions
    }
}
