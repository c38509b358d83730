import Agents
import Faults
import TestSupport
import Testing

@testable import Simulation
@testable import Workflows

@Suite("Faults of the clock")
struct ClockFaultTests {
    private let agents = [
        "a": SimulatedAgent(outputs: [.init(text: "one")], latency: .constant(.seconds(9)))
    ]

    private func plan(
        run: String = "main",
        _ change: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try .of([.init("a")], run: run) { $0.phase("a", change) }
    }

    private func fault(
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void = { _ in }
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: "f", failpoint: .clock, selector: selector, inject: type)
    }

    @Test("a jump makes results older, and nothing take longer")
    func jump() throws {
        var world = VirtualWorld(faults: [fault(ClockJump(by: .seconds(3600))) { $0.run = "main" }])
        _ = world.run(try plan(run: "cold") { $0.timeToLive = .seconds(60) }, agents: agents)
        let trace = world.run(try plan { $0.timeToLive = .seconds(60) }, agents: agents)
        #expect(trace.record.missedBecause["a"] == ["expired"])
        #expect(trace.record.duration == .seconds(9))
        #expect(trace.events.allSatisfy { $0.time >= .zero })
    }

    @Test("a date is nearer after a jump, and never in the past", arguments: [(10, 10), (50, 0)])
    func date(jump: Int, wait: Int) throws {
        let date = VirtualCalendar.start + .seconds(20)
        var once = FaultSelector()
        once.attempt = 1...1
        let refusal = Fault(
            id: "busy",
            selector: once,
            inject: RateLimit(.date(date, text: "later"))
        )
        var world = VirtualWorld(
            faults: [fault(ClockJump(by: .seconds(jump))) { $0.nth = 1 }, refusal]
        )
        let trace = world.run(try plan { $0.isCached = false }, agents: agents)
        #expect(trace.record.duration == .seconds(wait + 9))
    }

    @Test("a clock that is set back below its beginning stays there")
    func backwards() throws {
        var world = VirtualWorld(faults: [fault(ClockBackwards(by: .longest))])
        let first = world.run(
            try plan(run: "cold") { $0.timeToLive = .seconds(60) },
            agents: agents
        )
        let second = world.run(try plan { $0.timeToLive = .seconds(60) }, agents: agents)
        #expect(first.status == .succeeded)
        #expect(second.record.cached == ["a"])
        #expect(world.wall >= .zero)
    }

    @Test(
        "what it gains or loses counts from the firing on",
        arguments: [(0.5, 150), (-0.5, 50), (-1, 0)]
    )
    func drift(rate: Double, ahead: Int) {
        var clock = SettableClock()
        clock.set(by: .zero, rate: rate, at: .seconds(1000))
        #expect(
            clock.time(.seconds(5100), at: .seconds(1100)) == .seconds(5000 + ahead)
        )
        clock.set(by: .seconds(7), rate: 0, at: .seconds(1100))
        #expect(clock.time(.seconds(9100), at: .seconds(5100)) == .seconds(9000 + ahead + 7))
    }

    @Test("no sum of what faults do leaves the range of time")
    func extremes() {
        var clock = SettableClock()
        for _ in 0..<100 { clock.set(by: .longest, rate: 1000, at: .longest) }
        #expect(clock.time(.longest, at: .longest) > .longest)
        for _ in 0..<100 { clock.set(by: .zero - .longest, rate: -1, at: .longest) }
        #expect(clock.time(.zero, at: .longest) == .zero)
    }

    @Test("an early timer ends no attempt and shortens no delay", arguments: [1, 3, 600])
    func early(seconds: Int) throws {
        let crash = Fault(
            id: "crash",
            selector: {
                var once = FaultSelector(); once.attempt = 1...1; return once
            }(),
            inject: Crash()
        )
        var world = VirtualWorld(faults: [fault(EarlyTimer(by: .seconds(seconds))), crash])
        let plan = try plan {
            $0.attemptTimeout = .seconds(10)
            $0.retry.delays = [.seconds(4)]
        }
        let trace = world.run(plan, agents: agents)
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 2])
        #expect(trace.record.duration == .seconds(13))
        #expect(world.firings["f"] ?? 0 >= 3, "two attempts and a delay")
    }

    @Test("a late timer lets a slow answer be in time, and a deadline still lets nothing start")
    func late() throws {
        var world = VirtualWorld(faults: [fault(LateTimer(by: .seconds(5)))])
        let slow = try plan { $0.attemptTimeout = .seconds(8) }
        #expect(world.run(slow, agents: agents).record.duration == .seconds(9))
        let chain = try RunPlan.of([.init("a"), .init("b", needs: ["a"])], run: "late") {
            $0.runTimeout = .seconds(7)
            $0.everywhere { $0.isCached = false }
        }
        let trace = world.run(
            chain,
            agents: [
                "a": SimulatedAgent(outputs: [], latency: .constant(.seconds(9))),
                "b": SimulatedAgent(outputs: []),
            ]
        )
        #expect(trace.record.executed == ["a"])
        #expect(trace.error?.failure.kind == "timeout")
        #expect(trace.record.duration == .seconds(12))
    }

    @Test("readings are not timers")
    func uses() throws {
        var world = VirtualWorld(faults: [fault(ClockJump(by: .seconds(1)))])
        let plan = try plan {
            $0.isCached = false
            $0.attemptTimeout = .seconds(20)
        }
        _ = world.run(plan, agents: agents)
        #expect(world.visits == ["f": 1], "the timer")
        #expect(world.firings == ["f": 0])
    }
}
