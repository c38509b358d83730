import Foundation
import TestSupport
import Testing

@Suite("A first suite", .serialized, .timeLimit(.minutes(3)))
struct InitTests {
    private static let hasGit = Machine.program("git") != nil

    @Test("is written whole, runs as it is, and is refused where a file of it exists")
    func first() throws {
        let folder = try TemporaryFolder()
        let outcome = try Tool.run(["init", "mine"], in: folder.url)
        #expect(outcome.code == 0)
        for path in [
            "Scenarios/first.yaml", "Scenarios/own-agent.yaml", "Scenarios/agents/summarise.py",
            ".github/workflows/moonlight.yml", ".gitlab-ci.yml", ".gitignore",
        ] {
            #expect(folder.has("mine/\(path)"))
            #expect(outcome.output.contains("wrote mine/\(path)\n"))
        }
        let mine = folder.url(of: "mine")
        let lint = try Tool.run(["lint"], in: mine)
        #expect(lint.code == 0 && lint.output.isEmpty && lint.errors.isEmpty)
        let before = try folder.files().map(\.path)
        let again = try Tool.run(["init", "mine"], in: folder.url)
        #expect(again.code == 64)
        #expect(again.errors.contains("mine/Scenarios/first.yaml"))
        #expect(try folder.files().map(\.path) == before)
    }

    @Test(
        "the key of GitLab's cache has no slash in it, nor a variable that has: runners refuse those"
    )
    func cacheKey() throws {
        let folder = try TemporaryFolder()
        #expect(try Tool.run(["init"], in: folder.url).code == 0)
        let key = try folder.text(of: ".gitlab-ci.yml").split(separator: "\n")
            .first { $0.contains("key:") }
        #expect(key?.trimmingCharacters(in: .whitespaces) == "key: moonlight")
    }

    @Test("keeps what is ignored already, and a pipeline that is there")
    func existing() throws {
        let folder = try TemporaryFolder()
        try folder.write(".gitignore", "*.log\n  reports/* \nend without a line feed")
        try folder.write(".gitlab-ci.yml", "mine: {script: [make]}\n")
        let outcome = try Tool.run(["init"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(
            try folder.text(of: ".gitignore") == """
                *.log
                  reports/* \n\
                end without a line feed
                .moonlight/
                .moonlight-source/
                .moonlight-bin/
                !reports/baselines/
                !reports/failures/

                """
        )
        #expect(try folder.text(of: ".gitlab-ci.yml") == "mine: {script: [make]}\n")
        #expect(folder.has(".gitlab/moonlight.gitlab-ci.yml"))
        #expect(outcome.output.contains("include: .gitlab/moonlight.gitlab-ci.yml"))
    }

    @Test(
        "the commands of its CI files work unchanged in a fresh repository, the build cached",
        .enabled(if: hasGit && Machine.hasPython, "git or python3 is missing"),
        arguments: [
            (".github/workflows/moonlight.yml", "run"), (".gitlab-ci.yml", "script"),
        ]
    )
    func pipeline(file: String, key: String) throws {
        let folder = try TemporaryFolder()
        let origin = try standIn(in: folder)
        #expect(try Tool.run(["init", "mine"], in: folder.url).code == 0)
        let mine = folder.url(of: "mine")
        try git(["init", "--quiet"], in: mine)
        try git(["add", "--all"], in: mine)
        try git(["commit", "--quiet", "-m", "first"], in: mine)
        let commands = try commands(in: folder.text(of: "mine/\(file)"), under: key)
        #expect(commands.contains { $0.contains("moonlight run") })
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        var environment = [
            "PATH": "\(folder.url.path)/bin:\(path)", "MOONLIGHT_REPOSITORY": origin,
            "MOONLIGHT_REVISION": "HEAD", "MARK": "\(folder.url.path)/built",
            "GITHUB_OUTPUT": "\(folder.url.path)/output", "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": "\(folder.url.path)/summary.md",
        ]
        for _ in 1...2 {
            for command in commands {
                let outcome = try Tool.run(
                    "/bin/bash",
                    ["-eo", "pipefail", "-c", command],
                    in: mine,
                    environment: environment
                )
                #expect(outcome.code == 0, "\(command): \(outcome.errors)")
            }
        }
        #expect(try folder.text(of: "built") == "built\n", "the second build is the cache's")
        #expect(folder.has("mine/reports/junit.xml"))
        #expect(try folder.text(of: "summary.md").contains("own-agent"))
        #expect(try git(["status", "--porcelain"], in: mine).isEmpty)
        // Another revision is another tool.
        try git(
            ["commit", "--quiet", "--allow-empty", "-m", "next"],
            in: URL(fileURLWithPath: origin)
        )
        for command in commands {
            let arguments = ["-eo", "pipefail", "-c", command]
            _ = try Tool.run("/bin/bash", arguments, in: mine, environment: environment)
        }
        #expect(try folder.text(of: "built") == "built\nbuilt\n")
        // Without an address nothing is fetched, and it says what is missing.
        environment["MOONLIGHT_REPOSITORY"] = ""
        let refused = try Tool.run(
            "/bin/bash",
            ["-eo", "pipefail", "-c", try #require(commands.first)],
            in: mine,
            environment: environment
        )
        #expect(refused.code == 1)
        #expect(refused.errors.contains("MOONLIGHT_REPOSITORY: expected the address"))
    }

    @Test(
        "names the address that the tool was cloned from, without passwords; a path is not an address",
        .enabled(if: hasGit, "git is missing"),
        arguments: [
            ("https://example.org/a/moonlight.git", "https://example.org/a/moonlight.git"),
            ("https://me:secret@example.org:8443/a/m", "https://example.org:8443/a/m"),
            ("git@example.org:a/moonlight.git", "https://example.org/a/moonlight.git"),
            ("ssh://git@example.org:22/a/m.git", "https://example.org/a/m.git"),
            ("/srv/git/moonlight.git", ""), ("https://example.org/a'b", ""),
        ]
    )
    func origin(remote: String, address: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("bare/Package.swift", "// a package")
        try git(["init", "--quiet"], in: folder.url(of: "bare"))
        try git(["add", "--all"], in: folder.url(of: "bare"))
        try git(["commit", "--quiet", "-m", "one"], in: folder.url(of: "bare"))
        try git(["clone", "--quiet", "bare", "clone"], in: folder.url)
        let clone = folder.url(of: "clone")
        try git(["remote", "set-url", "origin", remote], in: clone)
        let release = clone.appendingPathComponent(".build/release")
        try FileManager.default.createDirectory(at: release, withIntermediateDirectories: true)
        let tool = release.appendingPathComponent("moonlight").path
        try FileManager.default.copyItem(atPath: Tool.path, toPath: tool)
        let outcome = try Tool.run(tool, ["init", "mine"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let written = try folder.text(of: "mine/.gitlab-ci.yml")
        #expect(written.contains("MOONLIGHT_REPOSITORY: \"\(address)\"\n"))
        let commit = try git(["rev-parse", "HEAD"], in: clone)
        let revision = address.isEmpty ? "HEAD" : commit.trimmingCharacters(in: .newlines)
        #expect(written.contains("MOONLIGHT_REVISION: \"\(revision)\"\n"))
        #expect(
            try folder.text(of: "mine/.github/workflows/moonlight.yml").contains(
                "|| '\(address)' }}"
            )
        )
        #expect(outcome.output.contains("set the variable MOONLIGHT_REPOSITORY") == address.isEmpty)
        #expect(
            try !folder.files().contains {
                $0.path.hasPrefix("mine") && $0.bytes.contains("secret")
            }
        )
    }

    /// A repository that takes the place of moonlight's, and a `swift` that builds it in no time; its path.
    private func standIn(in folder: TemporaryFolder) throws -> String {
        try folder.write("moonlight/scripts/setup", "#!/bin/sh\nexec true\n")
        try folder.write(
            "bin/swift",
            """
            #!/bin/sh
            test "$*" = "build --package-path .moonlight-source -c release --product moonlight" || exit 9
            mkdir -p .moonlight-source/.build/release
            ln -s '\(Tool.path)' .moonlight-source/.build/release/moonlight
            echo built >> "$MARK"

            """
        )
        for path in ["moonlight/scripts/setup", "bin/swift"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755],
                ofItemAtPath: folder.url.appendingPathComponent(path).path
            )
        }
        let repository = folder.url(of: "moonlight")
        try git(["init", "--quiet"], in: repository)
        try git(["add", "--all"], in: repository)
        try git(["commit", "--quiet", "-m", "stands for moonlight"], in: repository)
        return repository.path
    }

    @discardableResult
    private func git(_ arguments: [String], in folder: URL) throws -> String {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        let outcome = try Tool.run("/usr/bin/env", ["git"] + identity + arguments, in: folder)
        #expect(outcome.code == 0, "git \(arguments): \(outcome.errors)")
        return outcome.output
    }

    /// The commands that are listed under a key, each a line or a block (`|`).
    private func commands(in yaml: String, under key: String) -> [String] {
        var commands: [String] = []
        var block: (indent: Int, lines: [String])?
        var listIndent: Int?
        // The text ends with a line feed: its last line is empty and closes what is open.
        for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }.count
            if let open = block {
                if indent > open.indent {
                    block?.lines.append(String(line.dropFirst(open.indent + 2)))
                    continue
                }
                commands.append(open.lines.joined(separator: "\n"))
                block = nil
            }
            let text = line.dropFirst(indent)
            if let list = listIndent, indent <= list { listIndent = nil }
            var value: Substring?
            if text.hasPrefix("\(key):") {
                value = text.dropFirst(key.count + 1).drop { $0 == " " }
                if value?.isEmpty == true { listIndent = indent }
            } else if listIndent != nil, text.hasPrefix("- ") {
                value = text.dropFirst(2)
            }
            guard let value, !value.isEmpty else { continue }
            if value == "|" {
                block = (indent, [])
            } else {
                commands.append(String(value))
            }
        }
        return commands
    }
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
