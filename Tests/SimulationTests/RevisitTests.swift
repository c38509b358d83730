import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("A run that another process began")
struct RevisitTests {
    private func fault(
        _ id: String,
        _ failpoint: Failpoint,
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, failpoint: failpoint, selector: selector, inject: type)
    }

    private var faults: [Fault] {
        [
            fault("empty", .agentOutput, EmptyOutput()) { $0.times = 2 },
            fault("second", .agentOutput, FencedJSON()) { $0.nth = 3 },
            fault("none", .agentOutput, StaleAnswer()) { $0.probability = 0 },
            fault("crash", .agentCall, Crash()) { $0.nth = 2 },
        ]
    }

    private func plan() throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.everywhere { phase in
                phase.validators = [.contains("hi")]
                phase.retry.maxAttempts = 5
            }
        }
    }

    @Test("faults at calls and at answers have the same counts, as if it had happened here")
    func counts() throws {
        let agents = ["a": Simulated.agent(1, "hi"), "b": Simulated.agent(1, "hi")]
        var first = VirtualWorld(faults: faults)
        let trace = first.run(try plan(), agents: agents)
        #expect(first.firings == ["empty": 2, "second": 1, "none": 0, "crash": 1])
        var second = VirtualWorld(faults: faults)
        second.revisit(trace.events, of: try plan(), as: trace.run.name)
        #expect(second.tallies == first.tallies)
    }

    @Test("a quota that was exhausted stays so")
    func exhausted() throws {
        let faults = [fault("q", .agentCall, QuotaExhausted()) { $0.nth = 1 }]
        let plan = try RunPlan.of([.init("a")]) { $0.everywhere { $0.retry.maxAttempts = 1 } }
        var first = VirtualWorld(faults: faults)
        let trace = first.run(plan, agents: ["a": Simulated.agent()])
        var second = VirtualWorld(faults: faults)
        second.revisit(trace.events, of: plan, as: trace.run.name)
        let again = second.run(plan, agents: ["a": Simulated.agent()])
        #expect(again.error?.failure.kind == "quota_exhausted")
        #expect(second.tallies["q"]?.firings == 1)
    }

    private func dated(run: String) throws -> RunPlan {
        try RunPlan.of([.init("a")], run: run) { $0.everywhere { $0.isCached = false } }
    }

    /// A clock that goes wrong in one run, and a provider that names a date in both.
    private func clock(_ type: any Injection) -> [Fault] {
        let date = VirtualCalendar.start + .seconds(20)
        return [
            fault("clock", .clock, type) {
                $0.run = "main"
                $0.times = 1
            },
            fault("busy", .agentCall, RateLimit(.date(date, text: "later"))) {
                $0.attempt = 1...1
            },
        ]
    }

    private static let clocks: [(any Injection, Duration)] = [
        (ClockJump(by: .seconds(10)), .seconds(10)),
        (ClockJump(by: .seconds(50)), .zero),
        // In the 29 or 20 seconds of the first run it gained half of them.
        (ClockDrift(rate: 0.5), .milliseconds(5500)),
    ]

    @Test(
        "a clock that was set is so in the next process, whatever its basis has taken up",
        arguments: clocks,
        [true, false]
    )
    func clock(_ clock: (type: any Injection, wait: Duration), isVisited: Bool) throws {
        let agents = ["a": Simulated.agent(9000)]
        var first = VirtualWorld(faults: self.clock(clock.type))
        let trace = first.run(try dated(run: "main"), agents: agents)
        #expect(first.firings["clock"] == 1)
        let events = trace.events[...]
        var second = VirtualWorld(faults: self.clock(clock.type))
        if isVisited {
            second.revisit([], after: events, of: try dated(run: "main"), as: "main")
        } else {
            second.revisit(events, of: try dated(run: "main"), as: "main")
        }
        #expect(second.firings["clock"] == (isVisited ? 0 : 1), "what was taken up is counted")
        let again = second.run(try dated(run: "again"), agents: agents)
        #expect(again.record.duration == clock.wait + .seconds(9))
        var apart = VirtualWorld(faults: self.clock(clock.type))
        let untouched = apart.run(try dated(run: "again"), agents: agents)
        #expect(untouched.record.duration == .seconds(29))
    }

    @Test(
        "a key that leaves something out does so in the next process, whatever its basis has taken up",
        arguments: [true, false]
    )
    func narrowed(isVisited: Bool) throws {
        let agents = ["a": Simulated.agent(1, "hi"), "b": Simulated.agent(1, "hi")]
        let faults = [
            fault("key", .cacheWrite, OmittedKeyField(.requirements)) {
                $0.run = "main"
                $0.phase = "a"
            }
        ]
        func plan(_ requirements: String, run: String) throws -> RunPlan {
            try RunPlan.of(
                [.init("a"), .init("b", needs: ["a"])],
                run: run,
                requirements: requirements
            )
        }
        var first = VirtualWorld(faults: faults)
        let main = try plan("x", run: "main")
        let trace = first.run(main, agents: agents)
        #expect(first.firings == ["key": 1])
        var second = VirtualWorld(faults: faults)
        if isVisited {
            second.revisit([], after: trace.events[...], of: main, as: "main")
        } else {
            second.revisit(trace.events, of: main, as: "main")
        }
        #expect(second.firings == ["key": isVisited ? 0 : 1])
        _ = second.run(try plan("x", run: "cold"), agents: agents)
        let warm = second.run(try plan("y", run: "warm"), agents: agents)
        #expect(warm.record.cached == ["a"], "b's key is whole")
        var apart = VirtualWorld(faults: faults)
        _ = apart.run(try plan("x", run: "cold"), agents: agents)
        let whole = apart.run(try plan("y", run: "warm"), agents: agents)
        #expect(whole.record.cached.isEmpty)
    }
}
