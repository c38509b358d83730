import TestSupport
import Testing

@testable import Workflows

@Suite("The run's deadline")
struct RunDeadlineTests {
    @Test("the deadline ends the run, whatever is in progress")
    func passes() throws {
        var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
        try rig.fireNext()
        #expect(rig.now == .seconds(10))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "timeout")
        #expect(rig.machine.error?.phase == "a", "the phase that was at work")
        #expect(rig.endings == ["a failed"])
    }

    @Test("it is counted from the run's start")
    func relative() throws {
        var rig = MachineRig(try Plans.single(runTimeout: .seconds(10)))
        rig.now = .seconds(100)
        rig.send(.start)
        try rig.fireNext()
        #expect(rig.now == .seconds(110))
    }

    @Test(
        "a delay that would reach the deadline ends the run at once; a shorter one is waited",
        arguments: [(1001, false), (1000, true), (500, true)]
    )
    func stopsAtOnce(timeoutMilliseconds: Int, stops: Bool) throws {
        var rig = MachineRig.started(
            try Plans.single(runTimeout: .milliseconds(timeoutMilliseconds))
        )
        try rig.fail("a")
        #expect(rig.now == .zero)
        #expect(rig.machine.status == (stops ? .failed : nil))
        #expect(rig.delays.isEmpty == stops)
        if stops {
            let error = try #require(rig.machine.error)
            #expect(error.failure.kind == "timeout")
            #expect(error.failure.message.contains("rate_limit"))
            #expect(error.phase == "a")
            #expect(rig.timers.isEmpty)
        }
    }

    @Test("a Retry-After beyond the deadline ends the run at once too")
    func retryAfter() throws {
        var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
        try rig.fail("a", retryAfter: .seconds(60))
        #expect(rig.machine.error?.failure.kind == "timeout")
        #expect(rig.now == .zero)
    }

    @Test("a run that ends before its deadline disarms it")
    func disarmed() throws {
        var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
        try rig.answer("a")
        #expect(rig.timers.isEmpty)
        #expect(rig.machine.status == .succeeded)
    }

    @Test("the deadline is not retried, and not degraded away")
    func final() throws {
        let plan = try Plans.single(runTimeout: .seconds(1)) { phase in
            phase.retry.onExhausted = .degrade
            phase.fallback = "fallback"
        }
        var rig = MachineRig.started(plan)
        try rig.fireNext()
        #expect(rig.machine.status == .failed)
    }

    @Test("when nothing can happen any more, the first waiting call fails as a hang")
    func stalled() throws {
        var rig = MachineRig.started(try RunPlan.of([.init("a"), .init("b")]))
        try rig.answer("a")
        rig.send(.stalled)
        #expect(rig.machine.error?.phase == "b")
        #expect(rig.machine.error?.failure.kind == "hang")
        #expect(rig.attempts(of: "b") == [1])
    }

    @Test(
        "a stall without a call in progress ends the run instead of lasting forever"
    )
    func stalledWithoutCall() throws {
        // The review sends back a phase that it does not depend on, and so waits forever.
        let plan = try RunPlan.of([.init("a"), .init("review")]) { configuration in
            configuration.phases["review", default: PhaseConfiguration()].onRejected =
                .init(revise: "a", max: 1)
            configuration.phases["review", default: PhaseConfiguration()].validators = [
                .contains("approved")
            ]
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.answer("review", "no")
        try rig.answer("a")
        #expect(rig.machine.status == nil)
        rig.send(.stalled)
        #expect(rig.machine.status == .failed)
    }
}
