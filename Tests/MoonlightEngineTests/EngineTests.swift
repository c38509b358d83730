import Foundation
import MoonlightEngine
import Locks
import TestSupport
import Testing
import Workflows

@Suite("An engine", .timeLimit(.minutes(1)))
struct EngineTests {
    @Test("tells the observer of each event as the result has it")
    func observer() async throws {
        let seen = Guarded<[RunEvent]>([])
        let result = try await Engine().run(
            .of(Phase("a") { _ in "A" }),
            requirements: ""
        ) { event in
            seen.withLock { $0.append(event) }
        }
        #expect(seen.withLock { $0 } == result.events)
        #expect(
            result.story == [
                "run_started", "phase_started a", "attempt_started a", "attempt_ended a",
                "phase_committed a", "phase_ended a", "run_ended",
            ]
        )
        #expect(result.events.map(\.sequence) == Array(1...7))
        #expect(result.events.last?.details["status"] == "succeeded")
        #expect(result.events[2].description == "attempt_started a attempt=1")
    }

    @Test("has a public kind for each kind of event")
    func kinds() {
        #expect(Set(RunEvent.Kind.allCases.map(\.rawValue)) == Set(Event.kindNames))
    }

    @Test("lists runs, newest first, with workflow, status and start", arguments: [false, true])
    func runs(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let clock = Guarded(Date(timeIntervalSince1970: 1_000_000))
        let wall = { @Sendable in clock.withLock { $0 } }
        let engine =
            isStored ? try Engine(state: folder.path, wall: wall) : Engine(wall: wall)
        let failing = Phase("a", settings: PhaseSettings { $0.retry = .attempts(1) }) { _ in
            throw Mishap(description: "x")
        }
        _ = try await engine.run(
            Workflow("good", phases: [Phase("a") { _ in "A" }]),
            requirements: "",
            id: "1"
        )
        clock.withLock { $0 += 60 }
        _ = try await engine.run(Workflow("bad", phases: [failing]), requirements: "", id: "2")
        let runs = try engine.runs()
        #expect(runs.map(\.id) == ["2", "1"])
        #expect(runs.map(\.workflow) == ["bad", "good"])
        #expect(runs.map(\.status) == [.failed, .succeeded])
        #expect(runs.map(\.startedAt.timeIntervalSince1970) == [1_000_060, 1_000_000])
        #expect(try engine.runs(limit: 1).map(\.id) == ["2"])
        #expect(try engine.trim(to: 1) == 1)
        #expect(try engine.runs().map(\.id) == ["2"])
    }

    @Test("keeps runs that are paused whatever the limit says", arguments: [false, true])
    func trimPaused(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let engine = isStored ? try Engine(state: folder.path) : Engine()
        let settings = PhaseSettings {
            $0.retry = .attempts(1)
            $0.retry.onExhausted = .pause
        }
        _ = try await engine.run(
            Phase("a", settings: settings) { _ in throw Mishap(description: "x") }
        )
        #expect(try engine.trim(to: 0) == 0)
        #expect(try engine.runs().map(\.status) == [.paused])
    }

    @Test("gives ids of chance, from a generator where that is wanted")
    func ids() {
        struct Constant: RandomNumberGenerator {
            mutating func next() -> UInt64 { 0xAB }
        }
        var generator = Constant()
        #expect(Engine.newID(using: &generator) == "00000000000000ab")
        #expect(Engine.newID() != Engine.newID())
    }

    @Test("shares transactions between runs that commit at the same time")
    func manyRuns() async throws {
        let folder = try TemporaryFolder()
        let engine = try Engine(state: folder.path)
        let workflow = Workflow.of(
            Phase("a") { AgentAnswer($0.requirements) },
            Phase("b", needs: ["a"]) { AgentAnswer(($0.inputs["a"]?.text ?? "") + "!") }
        )
        let results = try await withThrowingTaskGroup(of: RunResult.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await engine.run(workflow, requirements: "r\(number)", id: "\(number)")
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.id] = $1 }
        }
        for number in 0..<64 {
            #expect(results["\(number)"]?.text("b") == "r\(number)!")
        }
        let stored = try Engine(state: folder.path).runs()
        #expect(stored.count == 64)
        #expect(stored.allSatisfy { $0.status == .succeeded })
    }

    @Test("cuts what agents are given to the context's budget, and says so")
    func budget() async throws {
        var workflow = Workflow.of(
            Phase("a") { _ in "0123456789" },
            Phase("b", needs: ["a"]) { AgentAnswer($0.inputs["a"]?.text ?? "") }
        )
        workflow.contextBudget = 6
        let result = try await Engine().run(workflow, requirements: "ab")
        #expect(result.text("b") == "0123[cut: 6 bytes left out]")
        #expect(result.events(.attemptStarted).last?.details["truncated_bytes"] == "6")
    }

    @Test("leaves no folder behind in which the files of outputs were")
    func temporaryFiles() async throws {
        let temporary = FileManager.default.temporaryDirectory.path
        let before = Set(try FileManager.default.contentsOfDirectory(atPath: temporary))
        let engine = Engine()
        let notes = Notes()
        _ = try await engine.run(
            Phase("a") { _ in AgentAnswer("", files: [.init(path: "f", text: "only here")]) },
            Phase("b", needs: ["a"]) { _ in
                let now = Set(try FileManager.default.contentsOfDirectory(atPath: temporary))
                for name in now.subtracting(before) { notes.add(name) }
                return ""
            },
            id: "files-of-this-test"
        )
        let mine = notes.all.filter { name in
            name.hasPrefix("moonlight-")
                && FileManager.default.fileExists(atPath: "\(temporary)/\(name)/files-of-this-test")
        }
        #expect(mine.isEmpty)
    }
}
