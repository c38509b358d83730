import Agents
import Files
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

/// Whatever an agent does, its run ends in time, and nothing of it is left.
@Suite(
    "Hostile agents and servers",
    .enabled(if: Machine.hasPython, Comment(rawValue: Machine.pythonIsMissing)),
    .timeLimit(.minutes(5)),
    .serialized
)
struct HostileTests {
    /// What ending a program may take beyond its limit: the grace that it is given, and clearing up on a busy machine.
    /// Their programs would run for a quarter of an hour.
    private static let margin = Duration.seconds(10)
    private static let width = 4
    /// The longest text that an agent can bring into an event.
    private static let longestMessage = 9 << 10

    /// What came of one of them.
    private struct Outcome: Sendable {
        let trace: RunTrace
        let time: Duration
        let strays: [String]
        let outside: [String]
        /// What is left of the workspaces once their owner removed them.
        let left: [String]
    }

    private func outcome(
        within limit: Duration,
        of agent: (String) -> ProcessAgent
    ) async throws -> Outcome {
        _ = Machine.ignoresBrokenPipes
        let folder = try TemporaryFolder()
        let outside = try folder.folder("outside")
        try folder.write("outside/canary", "untouched")
        let owner = try OwnedFolder(making: "\(folder.path)/workspaces")
        let world = LiveWorld.below(folder)
        let plan = try RunPlan.of([.init("a")]) {
            $0.runTimeout = limit
            $0.everywhere {
                $0.retry.maxAttempts = 2
                $0.retry.delays = [.zero]
            }
        }
        let clock = ContinuousClock()
        let start = clock.now
        let trace = await world.run(plan, agents: ["a": .process(agent(outside))])
        let time = start.duration(to: clock.now)
        let strays = try await Self.strays(below: folder.path)
        let found =
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            + folder.names(below: "outside") + [folder.content(of: "outside/canary") ?? "gone"]
        owner.remove()
        return Outcome(
            trace: trace,
            time: time,
            strays: strays,
            outside: found,
            left: folder.names().filter { !$0.hasPrefix("outside") }
        )
    }

    private func check(_ outcome: Outcome, _ name: String, _ ending: HostileEnding) {
        let name = Comment(rawValue: name)
        #expect(outcome.time < ending.limit + Self.margin, name)
        #expect(HostileEnding(outcome.trace) == ending, name)
        #expect(outcome.strays == [], name)
        #expect(outcome.outside == ["outside", "workspaces", "canary", "untouched"], name)
        #expect(outcome.left == [], name)
        let failure = outcome.trace.error?.failure
        #expect((failure?.message.utf8.count ?? 0) <= Self.longestMessage, name)
        #expect((failure?.kind.utf8.count ?? 0) <= Self.longestMessage, name)
    }

    /// Performs a few at a time: most of them wait for their limit.
    private func forEach<Element: Sendable>(
        _ elements: [Element],
        _ body: @escaping @Sendable (Element) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, element) in elements.enumerated() {
                if number >= Self.width { try await group.next() }
                group.addTask { try await body(element) }
            }
            try await group.waitForAll()
        }
    }

    @Test("an agent's run ends in time and leaves nothing behind")
    func agents() async throws {
        try await forEach(HostileAgent.all) { agent in
            let outcome = try await outcome(within: agent.ending.limit) { outside in
                ProcessAgent(
                    command: agent.words.map {
                        $0.replacingOccurrences(of: "{outside}", with: outside)
                    },
                    scenarioDirectory: "/nowhere",
                    repository: "/nowhere"
                )
            }
            check(outcome, agent.name, agent.ending)
        }
    }

    @Test("a server's run ends in time and leaves nothing behind")
    func servers() async throws {
        try await forEach(HostileServer.all) { server in
            let outcome = try await outcome(within: server.ending.limit) { _ in
                ProcessAgent(
                    command: ["python3", "-c", server.script],
                    environment: ["PORT": .value("{port}")],
                    probe: .init(path: "/"),
                    scenarioDirectory: "/nowhere",
                    repository: "/nowhere"
                )
            }
            check(outcome, server.name, server.ending)
        }
    }

    @Test("there are 71 agents and 44 servers, each with its own name")
    func table() {
        #expect(HostileAgent.all.count == 71)
        #expect(HostileServer.all.count == 44)
        let names = HostileAgent.all.map(\.name) + HostileServer.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    /// The commands of processes whose workspace is in a folder, or that work there, once they had time to go.
    private static func strays(below folder: String) async throws -> [String] {
        var found: [String] = []
        for _ in 0..<100 {
            found = processes(below: folder)
            if found.isEmpty { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        return found
    }

    private static func processes(below folder: String) -> [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.filter { pid_t($0) != nil }.compactMap { entry in
            let environment = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(entry)/environ"))
            let isMarked =
                environment.map {
                    String(decoding: $0, as: UTF8.self).contains("MOONLIGHT_WORKSPACE=\(folder)/")
                } ?? false
            let place = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(entry)/cwd"
            )
            guard isMarked || place?.hasPrefix("\(folder)/") == true else { return nil }
            let command = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(entry)/cmdline"))
            return String(decoding: (command ?? Data()).map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
        }
    }
}
