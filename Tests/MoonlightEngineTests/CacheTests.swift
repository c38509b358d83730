import Foundation
import MoonlightEngine
import Locks
import TestSupport
import Testing

@Suite("Results that runs share", .timeLimit(.minutes(1)))
struct CacheTests {
    let notes = Notes()

    /// Counts its calls.
    private func phase(
        _ name: String = "a",
        _ change: (inout PhaseSettings) -> Void = { _ in }
    ) -> Phase {
        let settings = PhaseSettings {
            $0.cache.isEnabled = true
            change(&$0)
        }
        return Phase(name, settings: settings) { [notes] _ in
            AgentAnswer("call \(notes.add(name))")
        }
    }

    @Test("are off by default")
    func off() async throws {
        let engine = Engine()
        for id in ["one", "two"] {
            _ = try await engine.run(phase { $0.cache.isEnabled = false }, id: id)
        }
        #expect(notes.all == ["a", "a"])
    }

    @Test("are taken by another run, which says so, and in a folder by another engine")
    func shared() async throws {
        let folder = try TemporaryFolder()
        let first = try await Engine(state: folder.path).run(phase(), id: "one")
        let second = try await Engine(state: folder.path).run(phase(), id: "two")
        #expect(first.cached.isEmpty)
        #expect(second.cached == ["a"])
        #expect(second.text("a") == "call 1")
        #expect(second.attempts.isEmpty)
        #expect(notes.all == ["a"])
    }

    @Test(
        "are taken by another engine where they depend on other results, and miss where those changed"
    )
    func inputs() async throws {
        let folder = try TemporaryFolder()
        func run(_ version: String, _ id: String) async throws -> RunResult {
            let first = phase { $0.identity.version = version }
            let settings = PhaseSettings { $0.cache.isEnabled = true }
            let second = Phase("b", needs: ["a"], settings: settings) { [notes] request in
                AgentAnswer("\(notes.add("b")) after \(request.inputs["a"]?.text ?? "nothing")")
            }
            return try await Engine(state: folder.path).run(first, second, id: id)
        }
        #expect(try await run("1", "one").text("b") == "1 after call 1")
        #expect(try await run("1", "two").cached == ["a", "b"])
        let changed = try await run("2", "three")
        #expect(changed.cached.isEmpty)
        #expect(changed.text("b") == "2 after call 2")
    }

    @Test(
        "miss when the agent's identity, the workflow, the validators or the epoch change",
        arguments: 0..<7
    )
    func identity(change: Int) async throws {
        let engine = Engine()
        _ = try await engine.run(phase(), id: "one")
        let other = phase { settings in
            switch change {
            case 0: settings.identity.version = "2"
            case 1: settings.identity.model = "other"
            case 2: settings.identity.prompt = "other"
            case 3: settings.identity.sampling = "temperature 1"
            case 4: settings.cache.epoch = 1
            case 5: settings.validators = [.contains("call")]
            default: break
            }
        }
        let name = change == 6 ? "other" : "test"
        let second = try await engine.run(
            Workflow(name, phases: [other]),
            requirements: "a parser",
            id: "two"
        )
        #expect(second.cached.isEmpty)
        #expect(second.text("a") == "call 2")
    }

    @Test("miss when the requirements change, unless the key is narrowed")
    func requirements() async throws {
        let engine = Engine()
        let narrow = phase("narrow") { $0.cache.key = [.agent] }
        for requirements in ["x", "y"] {
            _ = try await engine.run(
                Workflow.of(phase(), narrow),
                requirements: requirements
            )
        }
        #expect(notes.all.sorted() == ["a", "a", "narrow"])
    }

    @Test("expire at their time to live")
    func timeToLive() async throws {
        let now = Guarded(Date(timeIntervalSince1970: 1_000_000))
        let engine = Engine(wall: { now.withLock { $0 } })
        let aging = phase { $0.cache.timeToLive = .seconds(60) }
        _ = try await engine.run(aging, id: "one")
        now.withLock { $0 += 59.9 }
        let fresh = try await engine.run(aging, id: "two")
        now.withLock { $0 += 0.1 }
        let expired = try await engine.run(aging, id: "three")
        #expect(fresh.cached == ["a"])
        #expect(expired.cached.isEmpty)
    }

    @Test("are forgotten by tag, in memory and in a folder", arguments: [false, true])
    func tags(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let engine = isStored ? try Engine(state: folder.path) : Engine()
        let kept = phase("kept") { $0.cache.tags = ["x"] }
        let gone = phase("gone") { $0.cache.tags = ["x", "docs"] }
        _ = try await engine.run(kept, gone, id: "one")
        try engine.invalidate(tag: "docs")
        let second = try await engine.run(kept, gone, id: "two")
        #expect(second.cached == ["kept"])
    }

    @Test("keep their tags while runs of other workflows are in progress")
    func tagsOfTwoWorkflows() async throws {
        let engine = Engine()
        let reached = Gate()
        let goesOn = Gate()
        let settings = PhaseSettings {
            $0.cache.isEnabled = true
            $0.cache.tags = ["docs"]
        }
        let tagged = Workflow.of(
            Phase("a", settings: settings) { [notes] _ in
                reached.open()
                await goesOn.wait()
                return AgentAnswer("call \(notes.add("a"))")
            }
        )
        let task = Task { try await engine.run(tagged, requirements: "") }
        await reached.wait()
        _ = try await engine.run(
            Workflow("other", phases: [Phase("z") { _ in "Z" }]),
            requirements: ""
        )
        goesOn.open()
        _ = try await task.value
        try engine.invalidate(tag: "docs")
        let second = try await engine.run(tagged, requirements: "")
        #expect(second.cached.isEmpty)
    }

    @Test("are evicted beyond the limits, least recently used first")
    func limits() async throws {
        let engine = Engine(cache: .init(entries: 1))
        _ = try await engine.run(phase("a"), id: "one")
        _ = try await engine.run(phase("b"), id: "two")
        _ = try await engine.run(phase("b"), id: "three")
        _ = try await engine.run(phase("a"), id: "four")
        #expect(notes.all == ["a", "b", "a"])
    }

    @Test("are made once by 64 runs at the same time", arguments: [false, true])
    func singleFlight(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let engine = isStored ? try Engine(state: folder.path) : Engine()
        let started = Notes()
        let settings = PhaseSettings { $0.cache.isEnabled = true }
        let gate = Gate()
        let shared = Phase("shared", settings: settings) { [notes] _ in
            notes.add("shared")
            // Answers only when all runs have begun.
            await gate.wait()
            return "result"
        }
        let results = try await withThrowingTaskGroup(of: RunResult.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await engine.run(.of(shared), requirements: "", id: "run-\(number)") {
                        event in
                        guard event.kind == .phaseStarted else { return }
                        if started.add("run") == 64 { gate.open() }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(notes.all == ["shared"])
        #expect(results.allSatisfy { $0.status == .succeeded && $0.text("shared") == "result" })
        #expect(results.count { $0.cached == ["shared"] } == 63)
        #expect(try engine.runs().count == 64)
    }
}
