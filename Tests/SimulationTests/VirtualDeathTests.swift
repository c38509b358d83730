import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("The death of a virtual process, and what it leaves")
struct VirtualDeathTests {
    private let chain: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
    ]
    private let agents = [
        "a": Simulated.agent(1000, "a done"), "b": Simulated.agent(2000, "b done"),
        "c": Simulated.agent(4000, "c done"),
    ]

    private func order(
        run: String = "main",
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> VirtualOrder {
        VirtualOrder(plan: try RunPlan.of(chain, run: run, configure), agents: agents)
    }

    @Test(
        "after a phase's commit that phase is in the journal and in the cache, and nothing later is"
    )
    func afterCommit() throws {
        var world = VirtualWorld()
        var order = try order()
        order.death = .afterCommit(of: "b")
        let trace = try #require(world.run([order]).first)
        #expect(trace.status == .interrupted)
        #expect(trace.record.status == nil)
        #expect(trace.events.last?.kind == .phaseEnded("b", status: .committed))
        #expect(world.now == .seconds(3))
        let state = try world.restoration(of: "main")
        #expect(state.phases.keys.sorted() == ["a", "b"])
        #expect(state.status == nil)
        let next = world.run(try RunPlan.of(chain, run: "next"), agents: agents)
        #expect(next.record.cached == ["a", "b"])
    }

    @Test("the rest of the run takes only the time of what is left")
    func resumed() throws {
        var world = VirtualWorld()
        var killed = try order()
        killed.death = .afterCommit(of: "b")
        _ = world.run([killed])
        world.advance(by: .seconds(100))
        var rest = try order()
        rest.restoration = try world.restoration(of: "main")
        rest.recordedEntries = world.journals["main"]?.count ?? 0
        let trace = try #require(world.run([rest]).first)
        #expect(trace.status == .succeeded)
        #expect(trace.record.duration == .seconds(4))
        #expect(trace.record.restored == ["a", "b"])
        #expect(trace.record.executed == ["c"])
        #expect(trace.outputs.mapValues(\.text) == ["a": "a done", "b": "b done", "c": "c done"])
        #expect(try world.restoration(of: "main").status == .succeeded)
        #expect(world.journals["main"]?.count == 3)
    }

    @Test("runs that share the process die with it; those that had ended have ended")
    func shared() throws {
        var world = VirtualWorld()
        var dying = try order(run: "dying") { $0.phase("c") { $0.cacheEpoch = 1 } }
        dying.death = .afterCommit(of: "c")
        let quick = VirtualOrder(
            plan: try RunPlan.of([.init("q")], run: "quick"),
            agents: ["q": Simulated.agent(500)]
        )
        let slow = VirtualOrder(
            plan: try RunPlan.of([.init("s")], run: "slow"),
            agents: ["s": Simulated.agent(60_000)]
        )
        let traces = world.run([dying, quick, slow])
        #expect(traces.map(\.status) == [.interrupted, .succeeded, .interrupted])
        #expect(world.now == .seconds(7))
    }

    @Test("without checkpoints, or where nobody asks for them, journals stay empty")
    func noJournal() throws {
        var world = VirtualWorld()
        #expect(
            world.run([try order(run: "off") { $0.hasCheckpoints = false }]).first?.status
                == .succeeded
        )
        _ = world.run(try order(run: "unasked").plan, agents: agents, keepsJournal: false)
        #expect(world.journals.isEmpty)
        #expect(try world.restoration(of: "off").phases.isEmpty)
        _ = world.run([try order(run: "on")])
        #expect(world.journals.keys.sorted() == ["on"])
    }

    @Test("runs at the same time have a journal each")
    func journals() throws {
        var world = VirtualWorld()
        _ = world.run(try (1...5).map { try order(run: "r\($0)") })
        #expect(world.journals.count == 5)
        for number in 1...5 {
            let state = try world.restoration(of: "r\(number)")
            #expect(state.header?.run.name == "r\(number)")
            #expect(state.phases.count == 3)
            #expect(state.status == .succeeded)
        }
    }

    @Test("a run can be cancelled at a time, or after a phase", arguments: [true, false])
    func cancelled(byTime: Bool) throws {
        var world = VirtualWorld()
        world.advance(by: .seconds(50))
        var order = try order()
        if byTime { order.cancelsAt = .milliseconds(1500) } else { order.cancelsAfter = "a" }
        let trace = try #require(world.run([order]).first)
        #expect(trace.status == .cancelled)
        #expect(trace.record.duration == .milliseconds(byTime ? 1500 : 1000))
        #expect(trace.outputs.keys.sorted() == ["a"])
        #expect(try world.restoration(of: "main").status == .cancelled)
    }

    @Test("cancelling after the end of a run means nothing, and moves no time")
    func cancelledLate() throws {
        var world = VirtualWorld()
        var order = try order()
        order.cancelsAt = .seconds(60)
        #expect(world.run([order]).first?.status == .succeeded)
        #expect(world.now == .seconds(7))
    }

    @Test(
        "heartbeats are spread over an agent's time: enough of them keep it alive",
        arguments: [(4, true), (1, false)]
    )
    func heartbeats(frames: Int, lives: Bool) throws {
        var world = VirtualWorld()
        let agent = SimulatedAgent(
            outputs: [],
            latency: .constant(.seconds(10)),
            frames: frames
        )
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.phase("a") { phase in
                phase.heartbeatTimeout = .seconds(3)
                phase.retry.maxAttempts = 1
            }
        }
        let trace = world.run(plan, agents: ["a": agent])
        #expect(trace.status == (lives ? .succeeded : .failed))
        #expect(trace.error?.failure.kind == (lives ? nil : "timeout"))
        #expect(world.now == .seconds(lives ? 10 : 3))
    }
    @Test("heartbeats of an attempt that was stopped keep no other alive")
    func staleHeartbeats() throws {
        let silent = Simulated.fault("silent", Hang()) { $0.attempt = 2...2 }
        var world = VirtualWorld(faults: [silent])
        let agent = SimulatedAgent(outputs: [], latency: .constant(.seconds(10)), frames: 9)
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.phase("a") { phase in
                phase.attemptTimeout = .milliseconds(4500)
                phase.heartbeatTimeout = .milliseconds(1500)
                phase.retry.initial = .zero
                phase.retry.maxAttempts = 2
            }
        }
        #expect(world.run(plan, agents: ["a": agent]).status == .failed)
        #expect(world.now == .seconds(6))
    }

    @Test("what the last commit evicted from the cache is reported, next in the sequence of events")
    func evicted() throws {
        var world = VirtualWorld()
        var order = try order { $0.cacheLimits = CacheLimits(entries: 1) }
        order.death = .afterCommit(of: "b")
        let trace = try #require(world.run([order]).first)
        #expect(trace.events.last?.kind == .cacheEvicted("b", count: 1))
        #expect(trace.events.map(\.sequence) == Array(1...trace.events.count))
    }

    @Test("in a process that died nobody makes a result any more")
    func flights() throws {
        var world = VirtualWorld()
        var dying = try order()
        dying.death = .afterEvents(3)
        let dead = world.run([dying, try order(run: "waiting")])
        #expect(dead.map(\.status) == [.interrupted, .interrupted])
        #expect(dead.first?.events.last?.kind == .cacheMissed("a", because: []))
        let next = world.run([try order(run: "next"), try order(run: "other")])
        #expect(next.map(\.status) == [.succeeded, .succeeded])
    }
}
