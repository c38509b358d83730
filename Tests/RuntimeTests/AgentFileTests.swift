import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Files that are part of an agent", .timeLimit(.minutes(1)))
struct AgentFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func agent(
        _ command: [String],
        sources: [String] = [],
        directory: String? = nil
    ) -> ProcessAgent {
        ProcessAgent(
            command: command,
            directory: directory,
            sources: sources.compactMap { text in
                PathPattern(text).map {
                    .init(text: text, folder: folder.path, pattern: $0)
                }
            },
            scenarioDirectory: folder.path,
            repository: folder.path
        )
    }

    private func parts(_ agent: ProcessAgent) -> [CacheKey.Part] {
        AgentFiles(of: agent, workspace: "\(folder.path)/workspace").parts()
    }

    @Test(
        "an edited script behind the same command is another agent; what it was before is served again"
    )
    func edited() async throws {
        let world = LiveWorld.below(folder)
        func answer(_ script: String, _ run: String) async throws -> (String?, Bool, [String]) {
            try folder.write("agent.sh", script)
            let trace = await world.run(
                try .of([.init("a")], run: run, performers: .readingFiles("a")),
                agents: ["a": .process(agent(["sh", "{scenario_dir}/agent.sh"]))]
            )
            let because = trace.events.compactMap { event -> [String]? in
                if case .cacheMissed(_, let because) = event.kind { because } else { nil }
            }
            return (trace.text(of: "a"), trace.record.cached == ["a"], because.first ?? [])
        }
        #expect(try await answer("echo v1", "one") == ("v1", false, []))
        #expect(try await answer("echo v1", "two") == ("v1", true, []))
        let third = try await answer("echo v2", "three")
        #expect(third == ("v2", false, ["file {scenario_dir}/agent.sh"]))
        #expect(try await answer("echo v1", "four") == ("v1", true, []))
    }

    @Test(
        "a word names a file from where the program runs; the first word from the scenario's folder"
    )
    func places() throws {
        _ = try folder.folder("workspace")
        _ = try folder.folder("own")
        try folder.write("workspace/in-workspace.py", "1")
        try folder.write("own/in-own.py", "2")
        try folder.write("tool.sh", "3")
        let names = parts(
            agent([
                "./tool.sh", "in-workspace.py", "in-own.py", "{workspace}/in-workspace.py", "-x",
            ])
        ).map(\.name)
        #expect(
            names == [
                "file ./tool.sh", "file in-workspace.py", "file {workspace}/in-workspace.py",
            ]
        )
        let own = parts(agent(["python3", "in-own.py", "in-workspace.py"], directory: "own"))
        #expect(own.map(\.name) == ["file in-own.py"])
        #expect(own.allSatisfy { $0.field == .agent })
    }

    @Test("what is not a regular file is not part of it, and nothing waits for it")
    func others() throws {
        #expect(mkfifo("\(folder.path)/fifo", 0o600) == 0)
        let words = ["{scenario_dir}/fifo", "/dev/zero", "/dev/stdin", "/", "missing", "", "-c"]
        #expect(parts(agent(["sh"] + words + [String(repeating: "x", count: 10_000)])).isEmpty)
    }

    @Test("sources are all files that a pattern names, and a new one is a change")
    func sources() throws {
        _ = try folder.folder("lib/deep")
        _ = try folder.folder("lib/.cache")
        try folder.write("lib/a.py", "a")
        try folder.write("lib/deep/b.py", "b")
        try folder.write("lib/.cache/c.py", "c")
        try folder.write("lib/d.txt", "d")
        let agent = agent(["python3"], sources: ["lib/**/*.py"])
        #expect(agent.sources.first?.files() == ["lib/a.py", "lib/deep/b.py"])
        let first = parts(agent)
        #expect(first.map(\.name) == ["sources lib/**/*.py"])
        try folder.write("lib/d.txt", "changed")
        #expect(parts(agent) == first)
        try folder.write("lib/deep/b.py", "changed")
        let second = parts(agent)
        #expect(second != first)
        try folder.write("lib/deep/new.py", "")
        #expect(parts(agent) != second)
    }

    @Test(
        "a discarded result is forgotten under the key that covers its agent's files",
        arguments: [false, true]
    )
    func forgotten(isResumed: Bool) async throws {
        let world = LiveWorld.below(folder)
        try folder.write("agent.sh", "echo x >> calls; echo result")
        let journal = MemoryRunJournal()
        func order(_ run: String, review: String) throws -> LiveRunRequest {
            let plan = try RunPlan.of(
                [.init("a"), .init("review", needs: ["a"])],
                run: run,
                performers: .readingFiles("a", "review")
            ) {
                $0.phase("review") {
                    $0.isCached = false
                    $0.validators = [.contains("approved")]
                    $0.onRejected = .init(revise: "a", max: 1)
                    $0.retry.maxAttempts = 1
                }
            }
            return LiveRunRequest(
                plan: plan,
                agents: [
                    "a": .process(
                        agent(["sh", "{scenario_dir}/agent.sh"], directory: folder.path)
                    ),
                    "review": .shell(review),
                ]
            )
        }
        var first = try order("one", review: isResumed ? "exit 1" : "echo no")
        first.journal = journal
        _ = await world.run(first)
        if isResumed {
            var rest = try order("one", review: "echo no")
            rest.journal = journal
            rest.restoration = RunRestoration(try JournalCodec.read(journal.entries).records)
            rest.recordedEntries = journal.entries.count
            _ = await world.run(rest)
        }
        // Both results were rejected for good but the second, which stays: it was made once more.
        #expect(folder.content(of: "calls") == "x\nx\n")
    }
}
