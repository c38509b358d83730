#if os(Linux)
import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("The memory of live agents", .timeLimit(.minutes(1)))
struct MemoryTests {
    let folder: TemporaryFolder
    let world: LiveWorld

    init() throws {
        folder = try TemporaryFolder()
        world = .below(folder)
    }

    private static let size = 64 << 20

    /// Holds 64 MiB for some 100 ms.
    private static let allocating = "dd if=/dev/zero of=/dev/null bs=64M count=8 2>/dev/null"

    /// Has 64 MiB, every page of it in use.
    private static let allocatingFunction = LiveAgent.function(
        FunctionAgent { _, _ in
            let bytes = [UInt8](repeating: 0xA5, count: size)
            return AgentAnswer("\(bytes.reduce(0) { $0 &+ Int($1) })")
        }
    )

    private static let idle = LiveAgent.function(FunctionAgent { _, _ in "done" })

    private func run(_ agents: [String: LiveAgent], order: [String]) async throws -> RunTrace {
        let phases = order.enumerated().map { number, name in
            Workflow.Phase(
                PhaseID(name),
                needs: number == 0 ? [] : [PhaseID(order[number - 1])]
            )
        }
        let trace = await world.run(try RunPlan.of(phases), agents: agents)
        #expect(trace.status == .succeeded)
        return trace
    }

    private func expectSize(_ found: Int?) throws {
        let found = try #require(found)
        #expect((found - Self.size).magnitude <= Self.size / 10, "\(found) bytes")
    }

    @Test("64 MiB that a program has are those of its phase, and not of the phases next to it")
    func program() async throws {
        let agents: [String: LiveAgent] = [
            "a": .shell("sleep 0.05"), "b": .shell(Self.allocating), "c": .shell("sleep 0.05"),
        ]
        let memory = try await run(agents, order: ["a", "b", "c"]).record.memory
        try expectSize(memory["b"])
        #expect(try #require(memory["a"]) < 8 << 20)
        #expect(try #require(memory["c"]) < 8 << 20)
    }

    @Test("the processes of a program count together")
    func group() async throws {
        // On a busy machine two short ones may come one after the other.
        let allocating = "dd if=/dev/zero of=/dev/null bs=64M count=60 2>/dev/null"
        let both = "\(allocating) & \(allocating) & wait"
        let memory = try await run(["a": .shell(both)], order: ["a"]).record.memory["a"]
        #expect(try #require(memory) > 2 * Self.size * 9 / 10)
    }

    @Test("64 MiB that a function has are those of its phase, and not of the phases next to it")
    func function() async throws {
        let agents = ["a": Self.idle, "b": Self.allocatingFunction, "c": Self.idle]
        let trace = try await run(agents, order: ["a", "b", "c"])
        let memory = trace.record.memory
        try expectSize(memory["b"])
        #expect(try #require(memory["a"]) < 4 << 20)
        #expect(try #require(memory["c"]) < 4 << 20)
        #expect(trace.record.sharedMemory.isEmpty)
    }

    @Test("of functions at work at the same time nobody says whose memory it was")
    func overlapping() async throws {
        let gate = Gate(count: 2)
        let waiting = LiveAgent.function(
            FunctionAgent { _, _ in
                await gate.pass()
                return "done"
            }
        )
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a", "b"])])
        let trace = await world.run(plan, agents: ["a": waiting, "b": waiting, "c": Self.idle])
        #expect(trace.record.sharedMemory == ["a", "b"])
        #expect(Array(trace.record.memory.keys) == ["c"])
        var lines = EventLines()
        for event in trace.events { lines.append(event) }
        let text = String(decoding: lines.bytes, as: UTF8.self)
        #expect(text.split(separator: "\n").count { $0.hasSuffix(#","memory":"shared"}"#) } == 2)
    }

    @Test("an attempt that its timeout ends has what it took by then")
    func timeout() async throws {
        let script = "\(Self.allocating); sleep 10"
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.everywhere { phase in
                phase.attemptTimeout = .milliseconds(700)
                phase.retry.maxAttempts = 1
            }
        }
        let trace = await world.run(plan, agents: ["a": .shell(script)])
        #expect(trace.error?.failure.kind == "timeout")
        try expectSize(trace.record.memory["a"])
    }

    @Test("a run that is cancelled has what its programs took by then")
    func cancelled() async throws {
        let script = "\(Self.allocating); echo x > \(folder.path)/done; sleep 10"
        let plan = try RunPlan.of([.init("a")])
        let run = Task { await world.run(plan, agents: ["a": .shell(script)]) }
        while folder.content(of: "done") == nil { await Task.yield() }
        run.cancel()
        let trace = await run.value
        #expect(trace.status == .cancelled)
        try expectSize(trace.record.memory["a"])
    }

    @Test("a program is looked at although all threads of tasks are at work")
    func busyPool() async throws {
        let rig = try CallRig()
        let started = "\(rig.workspace)/started"
        let script = "echo x > \(started); sleep 0.1; \(Self.allocating); sleep 1"
        let memory = GroupMemory(ContinuousClock())
        let call = Task { await rig.call(.shell(script), memory: memory) }
        // The program may run before this process has looked at it; from then on nobody needs the pool.
        while access(started, F_OK) != 0 || memory.use == nil { await Task.yield() }
        let end = ContinuousClock.now + .milliseconds(800)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount {
                group.addTask { while ContinuousClock.now < end {} }
            }
        }
        call.cancel()
        _ = await call.value
        guard case .bytes(let bytes) = memory.use else {
            Issue.record("nothing was measured")
            return
        }
        try expectSize(bytes)
    }

    @Test("once its programs are over nothing is looked at")
    func sampler() async throws {
        _ = try await run(["a": .shell("sleep 0.05")], order: ["a"])
        #expect(GroupSampler.shared.isIdle)
    }

    @Test("what is simulated has no memory")
    func simulated() async throws {
        let trace = try await run(["a": .says("x")], order: ["a"])
        #expect(trace.record.memory.isEmpty)
    }

    @Test("functions of a run whose monitor is off are not measured")
    func unmonitored() async throws {
        let plan = try RunPlan.of([.init("a")]) { $0.isMonitored = false }
        let trace = await world.run(plan, agents: ["a": Self.idle])
        #expect(trace.record.memory.isEmpty)
        #expect(trace.record.sharedMemory.isEmpty)
    }
}

/// Lets nobody pass before so many have come.
private actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { missing = count }

    func pass() async {
        missing -= 1
        guard missing > 0 else {
            for one in waiting { one.resume() }
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
#endif
