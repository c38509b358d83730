import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Runs that want the same result at the same time")
struct SingleFlightTests {
    private let phases: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a", "b"]),
    ]

    private func orders(
        _ count: Int,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> [VirtualOrder] {
        try (1...count).map { number in
            VirtualOrder(
                plan: try RunPlan.of(phases, run: "r\(number)", configure),
                agents: [
                    "a": Simulated.agent(1000, "a done"), "b": Simulated.agent(2000, "b done"),
                    "c": Simulated.agent(3000, "c done"),
                ]
            )
        }
    }

    /// How often each phase's agent was called, over all runs.
    private func calls(_ traces: [RunTrace]) -> [PhaseID: Int] {
        traces.reduce(into: [:]) { calls, trace in
            calls.merge(trace.record.attempts) { $0 + $1 }
        }
    }

    @Test("of 64 runs one executes each phase, and the others are served what it made")
    func together() throws {
        var world = VirtualWorld()
        let traces = world.run(try orders(64))
        #expect(traces.allSatisfy { $0.status == .succeeded })
        #expect(calls(traces) == ["a": 1, "b": 1, "c": 1])
        #expect(traces.reduce(0) { $0 + $1.record.hits } == 63 * 3)
        #expect(Set(traces.map(\.record.digest)).count == 1)
        #expect(
            traces.allSatisfy { $0.record.duration == .seconds(6) },
            "those who wait, wait as long"
        )
        let hits = traces.flatMap(\.events).filter { $0.kindName == "cache_hit" }
        #expect(
            Set(hits.map(\.time)) == [.seconds(1), .seconds(3), .seconds(6)],
            "they go on when the result is there, not when its run is over"
        )
    }

    @Test("without the cache each executes everything")
    func uncached() throws {
        var world = VirtualWorld()
        let traces = world.run(
            try orders(8) { configuration in
                for phase in ["a", "b", "c"] as [PhaseID] {
                    configuration.phase(phase) { $0.isCached = false }
                }
            }
        )
        #expect(calls(traces) == ["a": 8, "b": 8, "c": 8])
    }

    @Test("runs that want different results do not wait for each other")
    func different() throws {
        var world = VirtualWorld()
        var orders = try orders(2)
        orders[1] = VirtualOrder(
            plan: try RunPlan.of(phases, run: "r2") { configuration in
                configuration.phase("a") { $0.cacheEpoch = 1 }
            },
            agents: orders[1].agents
        )
        let traces = world.run(orders)
        #expect(traces.map(\.record.attempts) == [["a": 1, "b": 1, "c": 1], ["a": 1]])
    }

    @Test("while the one that executes waits for another attempt, the others wait with it")
    func retried() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Crash(point: .after)) { selector in
                selector.phase = "b"
                selector.times = 2
            }
        ])
        let traces = world.run(try orders(16))
        #expect(calls(traces) == ["a": 1, "b": 3, "c": 1])
        #expect(traces.allSatisfy { $0.status == .succeeded })
    }

    @Test("where it fails, one of the others takes over")
    func leaderFails() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Crash(point: .after)) { selector in
                selector.phase = "b"
                selector.run = "r1"
            }
        ])
        let traces = world.run(
            try orders(64) { $0.phase("b") { $0.retry.maxAttempts = 1 } }
        )
        #expect(traces[0].status == .failed)
        #expect(traces.dropFirst().allSatisfy { $0.status == .succeeded })
        #expect(calls(traces) == ["a": 1, "b": 2, "c": 1])
        #expect(traces.dropFirst().filter { $0.record.attempts["b"] != nil }.count == 1)
    }

    @Test("where it takes its fallback, one of the others takes over")
    func leaderDegrades() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Crash()) { selector in
                selector.phase = "b"
                selector.run = "r1"
            }
        ])
        let traces = world.run(
            try orders(16) { configuration in
                configuration.phase("b") { phase in
                    phase.retry.onExhausted = .degrade
                    phase.fallback = "fallback"
                }
            }
        )
        #expect(traces.map(\.status) == [.degraded] + Array(repeating: .succeeded, count: 15))
        #expect(traces.dropFirst().filter { $0.record.attempts["b"] != nil }.count == 1)
        #expect(traces.dropFirst().allSatisfy { $0.outputs["b"]?.text == "b done" })
    }

    @Test("where it is cancelled, one of the others takes over", arguments: [1500, 2999])
    func leaderCancelled(milliseconds: Int) throws {
        var world = VirtualWorld()
        var orders = try orders(64)
        orders[0].cancelsAt = .milliseconds(milliseconds)
        let traces = world.run(orders)
        #expect(traces[0].status == .cancelled)
        #expect(traces[0].record.duration == .milliseconds(milliseconds))
        #expect(traces.dropFirst().allSatisfy { $0.status == .succeeded })
        #expect(calls(traces) == ["a": 1, "b": 2, "c": 1])
        #expect(traces[1].record.duration == .milliseconds(milliseconds + 2000 + 3000))
    }

    @Test("those that wait can be cancelled; the one that executes continues")
    func followersCancelled() throws {
        var world = VirtualWorld()
        var orders = try orders(8)
        for index in 1..<8 { orders[index].cancelsAt = .milliseconds(1500) }
        let traces = world.run(orders)
        #expect(traces[0].status == .succeeded)
        #expect(traces.dropFirst().allSatisfy { $0.status == .cancelled })
        #expect(calls(traces) == ["a": 1, "b": 1, "c": 1])
    }

    @Test("a result that is too large to keep is made by each in turn")
    func tooLarge() throws {
        var world = VirtualWorld()
        let traces = world.run(try orders(8) { $0.cacheLimits.bytes = 3 })
        #expect(calls(traces) == ["a": 8, "b": 8, "c": 8])
        #expect(traces.allSatisfy { $0.status == .succeeded })
        let starts = traces.map { trace in
            trace.events.first { $0.kind == .attemptStarted("a", attempt: 1, truncatedBytes: 0) }?
                .time
        }
        #expect(starts == (0..<8).map { .seconds($0) })
    }

    @Test("a call that never ends fails the run that made it, and another takes over")
    func leaderHangs() throws {
        // The run that hangs is not the first of the list: the first waits for it.
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Hang()) { $0.run = "hanging" }
        ])
        let waiting = try RunPlan.of(
            [.init("before"), .init("a", needs: ["before"], inputs: [])],
            run: "waiting"
        )
        let hanging = try RunPlan.of([.init("a")], run: "hanging")
        let agents = ["before": Simulated.agent(1000), "a": Simulated.agent(1000, "a done")]
        let traces = world.run([
            VirtualOrder(plan: waiting, agents: agents),
            VirtualOrder(plan: hanging, agents: agents),
        ])
        #expect(traces.map(\.status) == [.succeeded, .failed])
        #expect(traces[1].error?.failure.kind == "hang")
        #expect(traces[0].outputs["a"]?.text == "a done")
    }

    @Test("the same runs at the same time leave the same events")
    func deterministic() throws {
        func bytes() throws -> [UInt8] {
            var world = VirtualWorld(faults: [
                Simulated.fault("f", Crash()) { $0.probability = 0.3 }
            ])
            return world.run(try orders(16)).flatMap(\.bytes)
        }
        #expect(try bytes() == bytes())
    }
}
