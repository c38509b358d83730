import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Faults in a virtual world")
struct VirtualFaultTests {
    private let single: [Workflow.Phase] = [.init("a")]

    @Test("a firing is counted, and reported after the attempt on which it acts")
    func told() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("limit", RateLimit()) { $0.times = 2 }
        ])
        let trace = world.run(try RunPlan.of(single), agents: ["a": Simulated.agent()])
        #expect(world.firings == ["limit": 2])
        #expect(world.visits == ["limit": 3])
        #expect(trace.firings == ["limit": 2])
        let kinds = trace.events.map(\.kindName)
        #expect(
            Array(kinds[3...6]) == [
                "attempt_started", "fault_injected", "attempt_ended", "retry_scheduled",
            ]
        )
        let told = trace.events.filter { $0.kindName == "fault_injected" }.map(\.kind)
        #expect(
            told
                == [1, 2].map {
                    .faultInjected("a", attempt: $0, fault: "limit", effect: "rate_limit")
                }
        )
    }

    @Test("counts continue from run to run, and each run has its own share")
    func overRuns() throws {
        var world = VirtualWorld(faults: [Simulated.fault("f", Crash()) { $0.every = 2 }])
        var shares: [Int] = []
        for number in 1...3 {
            let plan = try RunPlan.of(single, run: "run \(number)") { configuration in
                configuration.phase("a") { $0.isCached = false }
            }
            shares.append(world.run(plan, agents: ["a": Simulated.agent()]).firings["f"] ?? 0)
        }
        // Visits: 1 in the first run; 2, which fires, and 3 in the second; 4 and 5 in the third.
        #expect(shares == [0, 1, 1])
        #expect(world.firings == ["f": 2])
    }

    @Test(
        "an answer that a fault kept from the engine is given again",
        arguments: [
            (RateLimit(), "one"), (ServerError(), "one"),
            (Crash(point: .before), "one"), (Crash(point: .after), "one"),
            (AddedLatency(.constant(.seconds(1))), "one"),
        ] as [(any Injection, String)]
    )
    func answersUsed(type: any Injection, expected: String) throws {
        var world = VirtualWorld(faults: [Simulated.fault("f", type) { $0.nth = 1 }])
        let trace = world.run(
            try RunPlan.of(single),
            agents: ["a": Simulated.agent(0, "one", "two")]
        )
        #expect(trace.outputs["a"]?.text == expected)
    }

    @Test("latency is added to the agent's own")
    func latency() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", AddedLatency(.constant(.seconds(3))))
        ])
        let trace = world.run(try RunPlan.of(single), agents: ["a": Simulated.agent(2000)])
        #expect(trace.status == .succeeded)
        #expect(world.now == .seconds(5))
    }

    @Test("a death after the work takes the work's time, one before it none")
    func crash() throws {
        for (point, expected) in [(AgentCall.Point.before, 3), (.after, 5)] {
            var world = VirtualWorld(faults: [
                Simulated.fault("f", Crash(point: point)) { $0.nth = 1 }
            ])
            _ = world.run(try RunPlan.of(single), agents: ["a": Simulated.agent(2000)])
            #expect(world.now == .seconds(expected))
        }
    }

    @Test("a rate limit's Retry-After is waited instead of the delay")
    func retryAfter() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", RateLimit(retryAfter: .milliseconds(300))) {
                $0.nth = 1
            }
        ])
        _ = world.run(try RunPlan.of(single), agents: ["a": Simulated.agent()])
        #expect(world.now == .milliseconds(300))
    }

    @Test("windows are in the run's time, not in the world's")
    func window() throws {
        var world = VirtualWorld(faults: [
            Simulated.fault("f", Crash()) { $0.window = .seconds(0)..<Duration.seconds(1) }
        ])
        world.advance(by: .seconds(100))
        _ = world.run(try RunPlan.of(single), agents: ["a": Simulated.agent()])
        #expect(world.firings == ["f": 1])
    }

    @Test("a fault that never fires changes nothing at all")
    func silent() throws {
        func bytes(_ faults: [Fault]) throws -> [UInt8] {
            var world = VirtualWorld(faults: faults)
            let agent = SimulatedAgent(
                outputs: [],
                latency: .lognormal(median: .seconds(1), p90: .seconds(3))
            )
            return world.run(try RunPlan.of(single), agents: ["a": agent]).bytes
        }
        let silent = Simulated.fault("f", Hang()) { $0.probability = 0 }
        #expect(try bytes([silent]) == bytes([]))
    }

    @Test("taking a fault away leaves the other's firings where they were")
    func independent() throws {
        let kept = Simulated.fault("kept", Crash()) { selector in
            selector.phase = "a"
            selector.probability = 0.5
        }
        let other = Simulated.fault("other", Crash()) { selector in
            selector.phase = "b"
            selector.probability = 0.5
        }
        func firings(_ faults: [Fault]) throws -> [Int] {
            var world = VirtualWorld(faults: faults)
            let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
                for phase in ["a", "b"] as [PhaseID] {
                    configuration.phase(phase) { phase in
                        phase.isCached = false
                        phase.retry.maxAttempts = 100
                    }
                }
            }
            return (1...50).map { repetition in
                world.run(
                    plan.repeated(repetition),
                    agents: ["a": Simulated.agent(), "b": Simulated.agent()]
                ).firings["kept"] ?? 0
            }
        }
        let alone = try firings([kept])
        #expect(try firings([other, kept]) == alone)
        #expect(Set(alone).count > 2)
    }
}
