import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("What events of a virtual run say of cache and cost")
struct VirtualUsageTests {
    private let chain: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
    ]

    @Test("results that had to go are an event of the phase that took their room, and counted")
    func evictions() throws {
        let plan = try RunPlan.of(chain) { $0.cacheLimits = CacheLimits(entries: 1) }
        var world = VirtualWorld()
        let agents = ["a": Simulated.agent(1), "b": Simulated.agent(1), "c": Simulated.agent(1)]
        let trace = world.run(plan, agents: agents)
        #expect(trace.status == .succeeded)
        #expect(trace.evicted == 2)
        let kinds = trace.events.map(\.kind)
        let committed = try #require(kinds.firstIndex(of: .phaseEnded("b", status: .committed)))
        let evicted = try #require(kinds.firstIndex(of: .cacheEvicted("b", count: 1)))
        let next = try #require(
            kinds.firstIndex(of: .attemptStarted("c", attempt: 1, truncatedBytes: 0))
        )
        #expect(committed < evicted && evicted < next)
        // The run is over before the cache has answered for its last phase.
        #expect(trace.record.evicted == 1)
        #expect(!kinds.contains(.cacheEvicted("c", count: 1)))
    }

    @Test("an agent whose answer is lost after its work has made its calls, and used its tokens")
    func lostAnswer() throws {
        let plan = try RunPlan.of([.init("a")]) { $0.phase("a") { $0.retry.maxAttempts = 3 } }
        let dies = Simulated.fault("dies", Crash(point: .after))
        var world = VirtualWorld(faults: [dies])
        let agent = SimulatedAgent(outputs: [], tokens: 7, calls: 3)
        let trace = world.run(plan, agents: ["a": agent])
        #expect(trace.status == .failed)
        #expect(trace.record.attempts == ["a": 3], "three calls use three attempts up")
        #expect(trace.record.tokens == 7)
        #expect(world.now == .zero)
    }

    @Test("an agent that never began made no calls")
    func refused() throws {
        let plan = try RunPlan.of([.init("a")]) { $0.phase("a") { $0.retry.maxAttempts = 2 } }
        var world = VirtualWorld(faults: [Simulated.fault("dies", Crash())])
        let record = world.run(
            plan,
            agents: ["a": SimulatedAgent(outputs: [], tokens: 7, calls: 3)]
        ).record
        #expect(record.attempts == ["a": 2])
        #expect(record.tokens == nil)
    }

    @Test("tokens and cost are summed up over every call")
    func usage() throws {
        let plan = try RunPlan.of(chain) {
            $0.phase("b") { $0.validators = [.contains("good")] }
        }
        let agents = [
            "a": SimulatedAgent(outputs: [], tokens: 100, costMicros: 250_000),
            "b": SimulatedAgent(
                outputs: [PhaseOutput(text: "bad"), PhaseOutput(text: "good")],
                tokens: 10
            ), "c": SimulatedAgent(outputs: []),
        ]
        var world = VirtualWorld()
        let record = world.run(plan, agents: agents).record
        #expect(record.tokens == 120)
        #expect(record.costMicros == 250_000)
    }
}
