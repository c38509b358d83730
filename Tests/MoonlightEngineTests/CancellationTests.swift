import Foundation
import Locks
import MoonlightEngine
import TestSupport
import Testing

@Suite("Cancellation", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test("before the start calls no agent and no hook, and the run can be resumed")
    func beforeStart() async throws {
        let engine = Engine()
        let notes = Notes()
        let workflow = Workflow.of(
            Phase("a") { _ in
                notes.add("a")
                return "A"
            }
        )
        let isCancelled = Gate()
        let task = Task {
            await isCancelled.wait()
            return try await engine.run(workflow, requirements: "", id: "r")
        }
        task.cancel()
        isCancelled.open()
        #expect(try await task.value.status == .cancelled)
        #expect(notes.all.isEmpty)
        let resumed = try await engine.resume("r", of: workflow, requirements: "")
        #expect(resumed.status == .succeeded)
        #expect(notes.all == ["a"])
    }

    @Test(
        "of the task cancels the run and its agent, and the run can be resumed",
        arguments: [false, true]
    )
    func cancel(isStored: Bool) async throws {
        let folder = try TemporaryFolder()
        let engine = isStored ? try Engine(state: folder.path) : Engine()
        let notes = Notes()
        let reached = Gate()
        let workflow = Workflow.of(
            Phase("a") { _ in
                notes.add("a")
                return "A"
            },
            Phase("b", needs: ["a"]) { _ in
                guard notes.add("b") == 1 else { return "B" }
                reached.open()
                try await Task.sleep(for: .seconds(60))
                return "late"
            }
        )
        let task = Task { try await engine.run(workflow, requirements: "", id: "r") }
        await reached.wait()
        task.cancel()
        let cancelled = try await task.value
        #expect(cancelled.status == .cancelled)
        #expect(cancelled.text("a") == "A")
        #expect(try engine.summary(of: "r")?.status == .cancelled)
        let resumed = try await engine.resume("r", of: workflow, requirements: "")
        #expect(resumed.status == .succeeded)
        #expect(resumed.restored == ["a"])
        #expect(notes.all == ["a", "b", "b"])
    }

    @Test(
        "reaches every agent at the same time, and what they throw then is not a failure",
        arguments: 0..<20
    )
    func several(round: Int) async throws {
        let engine = Engine()
        let notes = Notes()
        let gates = (0..<8).map { _ in Gate() }
        let settings = PhaseSettings { $0.retry = .attempts(round % 2 + 1) }
        let phases = gates.enumerated().map { number, gate in
            Phase("p\(number)", settings: settings) { _ in
                gate.open()
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    notes.add("p\(number)")
                    throw round < 10 ? error : Mishap(description: "called off")
                }
                return "late"
            }
        }
        let workflow = Workflow("wide", phases: phases)
        let task = Task { try await engine.run(workflow, requirements: "") }
        for gate in gates { await gate.wait() }
        task.cancel()
        let result = try await task.value
        #expect(result.status == .cancelled)
        #expect(result.error == nil)
        #expect(notes.all.sorted() == (0..<8).map { "p\($0)" })
    }

    @Test("lets no agent begin that has not yet")
    func unbegun() async throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let notes = Notes()
        let isKnown = Gate()
        let run = Guarded<Task<RunResult, any Error>?>(nil)
        let first = Phase("first") { _ in
            await isKnown.wait()
            return "known"
        }
        // Each cancels the run before it waits for anything: after that its thread begins no other.
        let others = (0..<4 * cores).map { number in
            Phase("p\(number)", needs: ["first"]) { _ in
                notes.add("begun")
                run.withLock { $0 }?.cancel()
                return "late"
            }
        }
        let workflow = Workflow("wide", phases: [first] + others)
        let task = Task { try await Engine().run(workflow, requirements: "") }
        run.withLock { $0 = task }
        isKnown.open()
        #expect(try await task.value.status == .cancelled)
        #expect((1...cores).contains(notes.all.count))
    }

    @Test(
        "during the last commit comes too late: the record says that the run succeeded",
        arguments: [nil, Duration.seconds(3600)]
    )
    func lastCommit(timeout: Duration?) async throws {
        let folder = try TemporaryFolder()
        let engine = try Engine(state: folder.path)
        var workflow = Workflow.of(Phase("a") { _ in "A" })
        workflow.timeout = timeout
        let task = Task { [workflow] in
            try await engine.run(workflow, requirements: "", id: "r") { event in
                guard event.kind == .attemptEnded else { return }
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        let result = try await task.value
        let stored = try #require(try engine.summary(of: "r"))
        #expect(result.status == stored.status)
        #expect(timeout == nil || result.status == .succeeded)
    }
}
