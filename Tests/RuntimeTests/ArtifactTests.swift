import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Files that a program wrote itself", .timeLimit(.minutes(1)))
struct ArtifactTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let phases: [Workflow.Phase] = [
        .init("build"), .init("publish", needs: ["build"]),
    ]

    private func plan(
        _ artifacts: [String],
        version: String = "1"
    ) throws -> RunPlan {
        try .of(Self.phases, run: "run-\(version)") {
            $0.phase("build") { $0.artifacts = artifacts.compactMap { PathPattern($0) } }
            $0.phase("publish") { $0.isCached = false }
        }
    }

    private func agents(_ build: String, _ publish: String) -> [String: LiveAgent] {
        ["build": .shell(build), "publish": .shell(publish)]
    }

    @Test("artifacts are part of the result: they come from the cache, programs as programs")
    func cached() async throws {
        let world = LiveWorld.below(folder)
        let agents = agents(
            """
            mkdir -p out/deep .hidden; printf '#!/bin/sh\\necho ran' > out/deep/tool; \
            chmod +x out/deep/tool; echo text > out/note.txt; echo no > other.txt; echo built
            """,
            "out/deep/tool; cat out/note.txt; test -x out/note.txt || echo plain; ls"
        )
        for (version, executed) in [("1", ["build", "publish"]), ("2", ["publish"])] {
            let trace = await world.run(try plan(["out"], version: version), agents: agents)
            let text = try #require(trace.text(of: "publish"))
            #expect(text.hasPrefix("ran\ntext\nplain\n"))
            #expect(trace.record.executed == Set(executed.map { PhaseID($0) }))
            #expect(
                trace.outputs["build"]?.files.map(\.path) == ["out/deep/tool", "out/note.txt"]
            )
        }
    }

    @Test("artifacts are restored when a run is resumed, other files that were left there are not")
    func resumed() async throws {
        let journal = MemoryRunJournal()
        let script = "echo binary > built.bin; echo gone > other.txt; echo built"
        var order = LiveRunRequest(
            plan: try plan(["*.bin"]),
            agents: agents(script, "exit 1")
        )
        order.journal = journal
        let failed = await LiveWorld.below(folder).run(order)
        #expect(failed.status == .failed)
        var rest = LiveRunRequest(
            plan: try plan(["*.bin"]),
            agents: agents("exit 1", "cat built.bin; ls | tr '\\n' ' '")
        )
        rest.journal = journal
        rest.restoration = RunRestoration(try JournalCodec.read(journal.entries).records)
        rest.recordedEntries = journal.entries.count
        let resumed = await LiveWorld.below(folder).run(rest)
        #expect(resumed.text(of: "publish") == "binary\nbuilt.bin ")
    }

    @Test(
        "an answered file goes before one that the program wrote, and another phase's is not taken"
    )
    func apart() async throws {
        let trace = await LiveWorld.below(folder).run(
            try .of([.init("base"), .init("build", needs: ["base"])]) {
                $0.phase("build") { $0.artifacts = [PathPattern("*.txt")].compactMap { $0 } }
            },
            agents: [
                "base": .gives(["base.txt": "base", "changed.txt": "old"]),
                "build": .shell(
                    #"""
                    echo own > own.txt; echo new > changed.txt; echo written > both.txt
                    echo '{"files": {"both.txt": "answered"}}'
                    """#
                ),
            ]
        )
        let files = trace.outputs["build"]?.files ?? []
        #expect(
            files.map { "\($0.path)=\(String(decoding: $0.bytes, as: UTF8.self))" }
                == ["both.txt=answered", "changed.txt=new\n", "own.txt=own\n"]
        )
        #expect(folder.content(of: "workspaces/main/both.txt") == "answered")
    }

    @Test("what is not a regular file is not an artifact, and the name of another file is refused")
    func links() async throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", "precious")
        func run(_ script: String) async throws -> RunTrace {
            await LiveWorld.below(folder).run(
                try .of([.init("a")]) {
                    $0.phase("a") { $0.artifacts = [PathPattern("out")].compactMap { $0 } }
                },
                agents: ["a": .shell("mkdir out; \(script)")]
            )
        }
        let odd = try await run(
            "mkfifo out/fifo; ln -s \(outside.path)/secret out/link; ln -s / out/root; echo x > out/x"
        )
        #expect(odd.outputs["a"]?.files.map(\.path) == ["out/x"])
        let linked = try await run("ln \(outside.path)/secret out/hard")
        #expect(linked.error?.failure.kind == "path_escape")
        let inside = try await run("echo x > out/x; ln out/x out/y")
        #expect(inside.outputs["a"]?.files.map(\.path) == ["out/x", "out/y"])
    }

    @Test("secrets are blanked in artifacts")
    func secrets() async throws {
        let world = LiveWorld.below(
            folder,
            environment: ["TOKEN": "hunter2hunter2"],
            secrets: ["hunter2hunter2"]
        )
        let trace = await world.run(
            try .of([.init("a")]) {
                $0.phase("a") { $0.artifacts = [PathPattern("out")].compactMap { $0 } }
            },
            agents: ["a": .shell("echo hunter2hunter2 > out")]
        )
        #expect(trace.outputs["a"]?.files.first?.bytes == Array("[secret]\n".utf8))
    }

    @Test("what no result holds and a later program could miss is reported, sorted and counted")
    func leftovers() async throws {
        let many = "for n in $(seq 12); do echo > f$n; done"
        let trace = await LiveWorld.below(folder).run(
            try plan(["built.bin"]),
            agents: agents(
                #"\#(many); echo > built.bin; echo '{"files": {"answered": ""}}'"#,
                "echo > last"
            )
        )
        #expect(trace.leftovers.map(\.phase) == ["build"])
        #expect(trace.leftovers.first?.count == 12)
        #expect(trace.leftovers.first?.paths.first == "f1")
        #expect(trace.leftovers.first?.paths.count == 10)
    }

    @Test("what nobody could miss is not reported")
    func nothingLeft() async throws {
        let world = LiveWorld.below(folder)
        let told = await world.run(
            try plan(["built.bin"], version: "3"),
            agents: agents("echo > built.bin; echo x", "cat built.bin")
        )
        #expect(told.leftovers.isEmpty)
        let last = await world.run(
            try .of([.init("alone")]),
            agents: ["alone": .shell("echo > own.txt")]
        )
        #expect(last.leftovers.isEmpty)
    }

    private func refused(_ script: String) async throws -> RunTrace {
        await LiveWorld.below(folder).run(
            try .of([.init("a")]) {
                $0.phase("a") {
                    $0.artifacts = [PathPattern("out")].compactMap { $0 }
                    $0.retry.maxAttempts = 1
                }
            },
            agents: ["a": .shell("mkdir out; \(script)")]
        )
    }

    @Test("an agent's usage counts although its artifacts are refused")
    func usage() async throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", "precious")
        let trace = try await refused(
            """
            ln \(outside.path)/secret out/hard
            echo '{"output": "x", "tokens": 12, "cost": 0.29, "calls": 3}'
            """
        )
        #expect(trace.error?.failure.kind == "path_escape")
        let ended = trace.lines.split(separator: "\n").first { $0.contains("attempt_ended") }
        #expect(ended?.contains(#""calls":3,"tokens":12,"cost":"0.29""#) == true, "\(trace.lines)")
    }

    @Test("artifacts that are too large together are refused with the limit")
    func tooLarge() async throws {
        let trace = try await refused(
            "for n in 1 2; do head -c 40000000 /dev/zero > out/f$n; done; echo done"
        )
        let message = try #require(trace.error?.failure.message)
        #expect(
            ["f1", "f2"].map {
                "expected artifacts of at most 67108864 bytes together, found more with the file "
                    + "\"out/\($0)\""
            }.contains(message)
        )
    }

    @Test("a workspace that cannot be listed fails no phase: leftovers are not reported")
    func unlisted() async throws {
        let trace = await LiveWorld.below(folder).run(
            try .of([.init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"])]),
            agents: [
                "a": .shell("for n in $(seq 150); do mkdir d; cd d; done; echo a"),
                "b": .shell("echo > left; echo b"), "c": .shell("echo c"),
            ]
        )
        #expect(trace.status == .succeeded, "\(trace.lines)")
        #expect(trace.leftovers.isEmpty)
    }

    @Test("secrets are blanked in the names of what was left, and of what is refused")
    func names() async throws {
        let world = LiveWorld.below(folder, secrets: ["hunter2hunter2"])
        let left = await world.run(
            try plan(["built.bin"]),
            agents: agents("echo > hunter2hunter2", "echo > last")
        )
        #expect(left.leftovers.first?.paths == ["[secret]"])
        let outside = try TemporaryFolder()
        try outside.write("file", "precious")
        let refused = await world.run(
            try .of([.init("a")]) {
                $0.phase("a") { $0.artifacts = [PathPattern("out")].compactMap { $0 } }
            },
            agents: ["a": .shell("mkdir out; ln \(outside.path)/file out/hunter2hunter2")]
        )
        #expect(refused.error?.failure.message.contains(#""out/[secret]""#) == true)
    }
}
