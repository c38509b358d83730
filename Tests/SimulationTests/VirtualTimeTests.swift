import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Time in a virtual world")
struct VirtualTimeTests {
    private let single: [Workflow.Phase] = [.init("a")]

    @Test("delays of 1, 2 and 4 seconds take exactly 7, and refused calls take none")
    func backoff() throws {
        let plan = try RunPlan.of(single) { $0.phase("a") { $0.retry.maxAttempts = 4 } }
        var world = VirtualWorld(faults: [
            Simulated.fault("f", RateLimit()) { $0.times = 3 }
        ])
        let trace = world.run(plan, agents: ["a": Simulated.agent()])
        #expect(world.now == .seconds(7))
        #expect(trace.record.duration == .seconds(7))
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 4])
        let starts = trace.events.compactMap { event in
            if case .attemptStarted = event.kind { event.time } else { nil }
        }
        #expect(starts == [0, 1, 3, 7].map { .seconds($0) })
    }

    @Test("time continues from run to run, and each run counts from its own start")
    func acrossRuns() throws {
        var world = VirtualWorld()
        for number in 1...3 {
            let plan = try RunPlan.of(single, run: "run \(number)") { configuration in
                configuration.phase("a") { $0.isCached = false }
            }
            let trace = world.run(plan, agents: ["a": Simulated.agent(2500)])
            #expect(trace.record.duration == .milliseconds(2500))
            #expect(world.now == .milliseconds(2500) * number)
        }
        world.advance(by: .seconds(10))
        world.advance(by: .seconds(-10))
        #expect(world.now == .milliseconds(17_500))
    }

    @Test("a fully cached run takes no time")
    func cached() throws {
        var world = VirtualWorld()
        let agents = ["a": Simulated.agent(2500)]
        _ = world.run(try RunPlan.of(single), agents: agents)
        let trace = world.run(try RunPlan.of(single, run: "again"), agents: agents)
        #expect(trace.record.duration == .zero)
        #expect(trace.record.cached == ["a"])
        #expect(world.now == .milliseconds(2500))
    }

    @Test(
        "a kept result expires in virtual time, at exactly its time to live",
        arguments: [999, 1000]
    )
    func timeToLive(milliseconds: Int) throws {
        var world = VirtualWorld()
        let agents = ["a": Simulated.agent(2500)]
        func plan(_ run: String) throws -> RunPlan {
            try RunPlan.of(single, run: run) { configuration in
                configuration.phase("a") { $0.timeToLive = .seconds(1) }
            }
        }
        _ = world.run(try plan("one"), agents: agents)
        world.advance(by: .milliseconds(milliseconds))
        let trace = world.run(try plan("two"), agents: agents)
        #expect(trace.record.cached.isEmpty == (milliseconds == 1000))
    }

    @Test("an attempt that takes too long is cancelled on time, and retried")
    func attemptTimeout() throws {
        let plan = try RunPlan.of(single) { configuration in
            configuration.phase("a") { phase in
                phase.attemptTimeout = .seconds(4)
                phase.retry.maxAttempts = 2
            }
        }
        var world = VirtualWorld()
        let trace = world.run(plan, agents: ["a": Simulated.agent(10_000)])
        #expect(trace.status == .failed)
        #expect(trace.error?.failure.kind == "timeout")
        // 4 s, a delay of 1 s, 4 s; the cancelled answers move no time.
        #expect(world.now == .seconds(9))
    }

    @Test("an answer at exactly the timeout counts", arguments: [(4000, true), (4001, false)])
    func atTheTimeout(latency: Int, succeeds: Bool) throws {
        let plan = try RunPlan.of(single) { configuration in
            configuration.phase("a") { phase in
                phase.attemptTimeout = .seconds(4)
                phase.retry.maxAttempts = 1
            }
        }
        var world = VirtualWorld()
        let trace = world.run(plan, agents: ["a": Simulated.agent(latency)])
        #expect((trace.status == .succeeded) == succeeds)
        #expect(world.now == .seconds(4))
    }

    @Test("the run's deadline ends it at exactly its time")
    func runTimeout() throws {
        let plan = try RunPlan.of(single) { $0.runTimeout = .milliseconds(1234) }
        var world = VirtualWorld()
        let trace = world.run(plan, agents: ["a": Simulated.agent(10_000)])
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "a")
        #expect(trace.error?.failure.kind == "timeout")
        #expect(world.now == .milliseconds(1234))
    }

    @Test(
        "an answer at exactly the run's deadline counts, and nothing starts at it",
        arguments: [(1, RunStatus.succeeded), (2, .failed)]
    )
    func atTheDeadline(count: Int, status: RunStatus) throws {
        let phases = [Workflow.Phase("a"), .init("b", needs: ["a"])].prefix(count)
        let plan = try RunPlan.of(Array(phases)) { $0.runTimeout = .seconds(4) }
        var world = VirtualWorld()
        let agents = ["a": Simulated.agent(4000), "b": Simulated.agent(0)]
        let trace = world.run(plan, agents: agents)
        #expect(trace.status == status)
        #expect(trace.record.committed.count == 1)
        #expect(trace.record.attempts["b"] == nil)
        #expect(world.now == .seconds(4))
    }

    @Test("a heartbeat at exactly the limit keeps an attempt alive")
    func atTheHeartbeat() throws {
        let plan = try RunPlan.of(single) { configuration in
            configuration.phase("a") { phase in
                phase.heartbeatTimeout = .seconds(5)
                phase.retry.maxAttempts = 1
            }
        }
        var world = VirtualWorld()
        let agent = SimulatedAgent(outputs: [], latency: .constant(.seconds(10)), frames: 1)
        #expect(world.run(plan, agents: ["a": agent]).status == .succeeded)
    }

    @Test("a run that is cancelled at its start calls no agent, and can be resumed")
    func cancelledAtStart() throws {
        var world = VirtualWorld()
        var order = VirtualOrder(
            plan: try RunPlan.of(single),
            agents: ["a": Simulated.agent(0)]
        )
        order.cancelsAt = .zero
        let trace = try #require(world.run([order]).first)
        #expect(trace.events.map(\.kindName) == ["run_started", "run_ended"])
        #expect(trace.status == .cancelled)
        #expect(try world.restoration(of: "main").status == .cancelled)
    }

    @Test("a hang that nothing bounds fails when nothing else can happen any more")
    func hang() throws {
        let phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"]), .init("c")]
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Hang()) { $0.phase = "b" }
        ])
        let trace = world.run(
            try RunPlan.of(phases),
            agents: [
                "a": Simulated.agent(3000), "b": Simulated.agent(), "c": Simulated.agent(8000),
            ]
        )
        #expect(trace.status == .failed)
        #expect(trace.error?.phase == "b")
        #expect(trace.error?.failure.kind == "hang")
        #expect(world.now == .seconds(8))
        #expect(trace.record.attempts["b"] == 1)
    }

    @Test("what was cancelled does not delay the end of a hang")
    func hangBesideTimeout() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.phase("a") { $0.attemptTimeout = .seconds(4) }
        }
        var world = VirtualWorld(faults: [
            Simulated.fault("slow", AddedLatency(.constant(.seconds(100)))) {
                $0.phase = "a"
                $0.times = 1
            },
            Simulated.fault("hang", Hang()) { $0.phase = "b" },
        ])
        let trace = world.run(
            plan,
            agents: ["a": Simulated.agent(2000), "b": Simulated.agent()]
        )
        #expect(trace.error?.failure.kind == "hang")
        // Cancelled after 4 s, a delay of 1 s, then 2 s of work.
        #expect(world.now == .seconds(4 + 1 + 2))
    }

    @Test("what happens at one time happens in the order in which it was begun")
    func ties() throws {
        let names = (0..<50).map { "p\($0)" }
        let agents = names.map { ($0, Simulated.agent(1000)) }
        var world = VirtualWorld()
        let trace = world.run(
            try RunPlan.of(names.map { Workflow.Phase(PhaseID($0)) }),
            agents: Dictionary(uniqueKeysWithValues: agents)
        )
        let ended = trace.events.filter { $0.kindName == "attempt_ended" }
        #expect(ended.map { $0.phase?.name } == names)
    }

    @Test("a hang with a timeout is retried")
    func hangWithTimeout() throws {
        let plan = try RunPlan.of(single) { configuration in
            configuration.phase("a") { $0.attemptTimeout = .seconds(4) }
        }
        var world = VirtualWorld(faults: [Simulated.fault("f", Hang()) { $0.nth = 1 }])
        let trace = world.run(plan, agents: ["a": Simulated.agent(2000)])
        #expect(trace.status == .succeeded)
        #expect(world.now == .seconds(4 + 1 + 2))
    }

    @Test("an agent that is missing is a call that never ends")
    func missingAgent() throws {
        var world = VirtualWorld()
        #expect(world.run(try RunPlan.of(single), agents: [:]).error?.failure.kind == "hang")
    }

    @Test("independent phases take the time of the longest path, one by one that of all")
    func criticalPath() throws {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("b"), .init("c", needs: ["a", "b"]), .init("d", needs: ["a"]),
        ]
        let agents = [
            "a": Simulated.agent(3000), "b": Simulated.agent(5000), "c": Simulated.agent(1000),
            "d": Simulated.agent(2500),
        ]
        for (isParallel, expected) in [(true, 6000), (false, 11_500)] {
            var world = VirtualWorld()
            let plan = try RunPlan.of(phases) { $0.isParallel = isParallel }
            #expect(world.run(plan, agents: agents).status == .succeeded)
            #expect(world.now == .milliseconds(expected))
        }
    }

    @Test("a cancelled call moves no time")
    func calledOff() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Crash()) { $0.phase = "b" }
        ])
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.phase("b") { $0.retry.maxAttempts = 1 }
        }
        let trace = world.run(
            plan,
            agents: ["a": Simulated.agent(60_000), "b": Simulated.agent(1000)]
        )
        #expect(trace.status == .failed)
        #expect(world.now == .zero)
        let next = world.run(
            try RunPlan.of([.init("c")], run: "next"),
            agents: ["c": Simulated.agent(500)]
        )
        #expect(next.record.duration == .milliseconds(500))
    }
}
