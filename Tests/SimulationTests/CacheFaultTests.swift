import Agents
import Faults
import Invariants
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("Faults at the cache")
struct CacheFaultTests {
    private let agents = [
        "a": SimulatedAgent(outputs: [.init(text: "one")], latency: .constant(.seconds(3))),
        "b": SimulatedAgent(outputs: [.init(text: "two")], latency: .constant(.seconds(2))),
    ]

    private func plan(
        _ requirements: String = "x",
        run: String = "main",
        ttl: Duration? = nil
    ) throws -> RunPlan {
        try .of([.init("a"), .init("b", needs: ["a"])], run: run, requirements: requirements) {
            $0.everywhere { $0.timeToLive = ttl }
        }
    }

    private func fault(
        _ failpoint: Failpoint,
        _ type: any Injection,
        run: String = "main",
        phase: String? = "a"
    ) -> Fault {
        var selector = FaultSelector()
        selector.run = run
        selector.phase = phase
        return Fault(id: "f", failpoint: failpoint, selector: selector, inject: type)
    }

    /// A run that fills the cache, then the one in which the fault acts.
    private func warm(_ type: any Injection, ttl: Duration? = nil) throws -> (
        VirtualWorld, RunTrace
    ) {
        var world = VirtualWorld(faults: [fault(.cacheRead, type)])
        _ = world.run(try plan(run: "cold", ttl: ttl), agents: agents)
        let trace = world.run(try plan(ttl: ttl), agents: agents)
        return (world, trace)
    }

    private static let misses: [any Injection] = [FalseMiss(), PoisonedResult(), IOError()]

    @Test("what does not give the result has the phase executed", arguments: misses)
    func executed(type: any Injection) throws {
        let (world, trace) = try warm(type)
        #expect(trace.record.executed == ["a"])
        #expect(trace.record.cached == ["b"])
        #expect(trace.status == .succeeded)
        #expect(world.firings == ["f": 1])
        let kinds = trace.events.map(\.kindName)
        let injected = try #require(kinds.firstIndex(of: "fault_injected"))
        #expect(kinds[injected + 1] == "cache_missed")
        #expect(trace.recordingFailure == nil, "what a fault did is no trouble of the machine's")
    }

    private static let needy: [any Injection] = [
        FalseMiss(), StaleHit(), PoisonedResult(), SkewedAge(by: .seconds(5)),
    ]

    @Test("with nothing to change they did not fire", arguments: needy)
    func nothing(type: any Injection) throws {
        var world = VirtualWorld(faults: [fault(.cacheRead, type, phase: nil)])
        let trace = world.run(try plan(), agents: agents)
        #expect(trace.record.executed == ["a", "b"])
        #expect(world.visits == ["f": 2])
        #expect(world.firings == ["f": 0])
    }

    @Test("another result of the phase is noticed by its key", arguments: [true, false])
    func stale(hasOwn: Bool) throws {
        var world = VirtualWorld(faults: [fault(.cacheRead, StaleHit())])
        if hasOwn { _ = world.run(try plan(run: "cold"), agents: agents) }
        _ = world.run(try plan("other", run: "newer"), agents: agents)
        let trace = world.run(try plan(), agents: agents)
        #expect(trace.record.executed.contains("a"))
        #expect(trace.record.missedBecause["a"] == ["another key"])
        #expect(world.firings == ["f": 1])
    }

    @Test(
        "the age of a result is what the look-up takes it for",
        arguments: [(70, -40, true), (30, 40, false)]
    )
    func skew(age: Int, by: Int, isServed: Bool) throws {
        var world = VirtualWorld(faults: [fault(.cacheRead, SkewedAge(by: .seconds(60 * by)))])
        _ = world.run(try plan(run: "cold", ttl: .seconds(3600)), agents: agents)
        world.advance(by: .seconds(60 * age))
        let trace = world.run(try plan(ttl: .seconds(3600)), agents: agents)
        #expect(trace.record.cached.contains("a") == isServed)
        #expect(world.firings == ["f": 1])
    }

    @Test("a clock that is behind by more than there is makes nothing negative")
    func longSkew() throws {
        let (_, trace) = try warm(SkewedAge(by: .zero - .longest), ttl: .seconds(1))
        #expect(trace.record.cached.contains("a"))
        #expect(trace.events.allSatisfy { $0.time >= .zero })
    }

    @Test("a slow look-up takes its time, and holds no slot")
    func slowRead() throws {
        let (_, trace) = try warm(Slow(by: .seconds(7)))
        #expect(trace.record.cached == ["a", "b"])
        #expect(trace.record.duration == .seconds(7))
    }

    @Test(
        "what was not kept is made again",
        arguments: [EvictedAtOnce(), IOError(), NoSpace()] as [any Injection]
    )
    func notKept(type: any Injection) throws {
        var world = VirtualWorld(faults: [fault(.cacheWrite, type, run: "cold")])
        let cold = world.run(try plan(run: "cold"), agents: agents)
        #expect(cold.status == .succeeded)
        #expect(cold.events.map(\.kindName).contains("fault_injected"))
        let trace = world.run(try plan(), agents: agents)
        #expect(trace.record.executed == ["a"])
        #expect(trace.record.cached == ["b"])
    }

    @Test("the last commit's store is said before the run is over")
    func last() throws {
        var world = VirtualWorld(faults: [fault(.cacheWrite, EvictedAtOnce(), phase: "b")])
        let trace = world.run(try plan(), agents: agents)
        #expect(trace.events.last?.kindName == "run_ended")
        #expect(trace.events.count { $0.kindName == "fault_injected" } == 1)
        let reading = try world.restoration(of: trace.run.id)
        #expect(reading.status == .succeeded)
        #expect(reading.events.last?.kindName == "run_ended")
    }

    @Test("a run ends once a slow cache has what it was given; nothing else waits for it")
    func slowWrite() throws {
        var world = VirtualWorld(faults: [fault(.cacheWrite, Slow(by: .seconds(60)), run: "cold")])
        let cold = world.run(try plan(run: "cold"), agents: agents)
        #expect(cold.record.duration == .seconds(5))
        #expect(world.now == .seconds(63))
        #expect(world.run(try plan(), agents: agents).record.cached == ["a", "b"])
    }

    @Test("others wait for a result that a slow cache does not have yet")
    func slowFlight() throws {
        var world = VirtualWorld(faults: [fault(.cacheWrite, Slow(by: .seconds(60)))])
        let plan = try plan()
        let orders = (1...3).map { VirtualOrder(plan: plan.repeated($0), agents: agents) }
        let traces = world.run(orders)
        #expect(traces.allSatisfy { $0.status == .succeeded })
        #expect(traces.map(\.record.executed.count).reduce(0, +) == 2)
    }

    @Test("a key that leaves something out serves what it should not, which an invariant says")
    func narrowed() throws {
        var world = VirtualWorld(
            faults: [fault(.cacheWrite, OmittedKeyField(.requirements), run: "cold")]
        )
        var observers = InvariantObservers([.cacheHonesty])
        for (requirements, name) in [("x", "cold"), ("y", "main")] {
            let plan = try plan(requirements, run: name)
            let trace = world.run(plan, agents: agents)
            if name == "main" {
                #expect(trace.record.cached == ["a"], "b's key is whole")
            }
            observers.begin(0, plan)
            observers.note(0, trace.events[...])
            observers.end(0, isInterrupted: false)
            observers.endBatch()
        }
        #expect(observers.violations.map(\.invariant) == [.cacheHonesty])
        #expect(world.firings == ["f": 1], "once it is left out there is nothing more to leave out")
    }
}
