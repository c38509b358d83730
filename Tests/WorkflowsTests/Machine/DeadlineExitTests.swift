import TestSupport
import Testing

@testable import Workflows

@Suite("The one way out at the run's deadline")
struct DeadlineExitTests {
    /// How the deadline is met.
    enum Meeting: CaseIterable {
        case atWork
        case foreseen
    }

    /// A chain whose last phase meets the deadline, ten seconds after the start.
    private func late(
        _ meeting: Meeting,
        _ exit: RetryPolicy.Exhaustion,
        _ policy: WorkflowConfiguration.Rollback,
        hooks: Set<PhaseHook> = []
    ) throws -> MachineRig {
        let plan = try Plans.chain(policy) { configuration in
            configuration.runTimeout = .seconds(10)
            configuration.phase("c") { phase in
                phase.retry.onExhausted = exit
                phase.fallback = "fallback"
                phase.hooks = hooks
            }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.answer("b")
        switch meeting {
        case .atWork: try rig.fireNext()
        case .foreseen: try rig.fail("c", retryAfter: .seconds(60))
        }
        return rig
    }

    @Test("committed phases are undone, and nothing bounds that", arguments: Meeting.allCases)
    func compensates(meeting: Meeting) throws {
        var rig = try late(meeting, .rollback, .compensate)
        #expect(rig.machine.status == nil)
        #expect(rig.undone == ["b"])
        #expect(rig.timers.isEmpty)
        rig.now = .seconds(100)
        try rig.answer("b")
        try rig.answer("a")
        #expect(rig.undone == ["b", "a"])
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "c")
        #expect(rig.machine.error?.failure.kind == "timeout")
        #expect(rig.attempts(of: "c") == [1])
    }

    @Test("a paused phase can be resumed", arguments: Meeting.allCases)
    func pauses(meeting: Meeting) throws {
        let rig = try late(meeting, .pause, .none)
        #expect(rig.machine.status == .paused)
        #expect(rig.machine.error?.phase == "c")
        #expect(rig.endings.last == "c paused")
    }

    @Test(
        "everything else fails: there is no time for another try, and none for a fallback",
        arguments: Meeting.allCases,
        [
            (RetryPolicy.Exhaustion.fail, WorkflowConfiguration.Rollback.none), (.degrade, .none),
            (.rollback, .lastGood), (.rollback, .to("a")), (.rollback, .degrade),
        ]
    )
    func fails(
        meeting: Meeting,
        exit: (RetryPolicy.Exhaustion, WorkflowConfiguration.Rollback)
    ) throws {
        let rig = try late(meeting, exit.0, exit.1)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "c")
        #expect(rig.machine.error?.failure.kind == "timeout")
        #expect(rig.endings.last == "c failed")
    }

    @Test("a failure whose hook is in progress stays the first cause; the hook is not waited for")
    func firstCause() throws {
        let plan = try Plans.chain(.compensate) { configuration in
            configuration.runTimeout = .seconds(10)
            configuration.phase("c") { $0.hooks = [.onFailure] }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("c", .onFailure)]
        rig.send(.start)
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", "auth", isRetryable: false)
        try rig.fireNext()
        #expect(rig.undone == ["b"])
        try rig.answer("b")
        try rig.answer("a")
        #expect(rig.machine.error?.failure.kind == "auth")
    }

    @Test("what ends exactly at the deadline is in time, and nothing starts at it")
    func tie() throws {
        var rig = MachineRig.started(try Plans.chain(.none) { $0.runTimeout = .seconds(10) })
        try rig.answer("a")
        rig.now = .seconds(10)
        try rig.answer("b")
        #expect(try rig.state(of: "b") == .committed)
        #expect(rig.attempts(of: "c").isEmpty)
        try rig.fireNext()
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "c", "the phase that it kept from its turn")
        #expect(!rig.lines.contains("phase_started c"))
    }

    @Test("a run whose last phase ends at the deadline has succeeded")
    func inTime() throws {
        var rig = MachineRig.started(try Plans.single(runTimeout: .seconds(10)))
        rig.now = .seconds(10)
        try rig.answer("a")
        #expect(rig.machine.status == .succeeded)
    }

    @Test("a rejected output is not made again at the deadline")
    func rejected() throws {
        let plan = try Plans.single(runTimeout: .seconds(10)) { $0.validators = [.contains("x")] }
        var rig = MachineRig.started(plan)
        rig.now = .seconds(10)
        try rig.answer("a", "bad")
        #expect(rig.attempts(of: "a") == [1])
        #expect(rig.machine.error?.failure.kind == "timeout")
    }

    @Test("the compensation's own retries are not cut off by the deadline that has passed")
    func undoing() throws {
        var rig = try late(.atWork, .rollback, .compensate)
        try rig.fail("b", retryAfter: .seconds(60))
        #expect(try rig.state(of: "b") == .rollingBack)
        try rig.fireNext()
        #expect(rig.undone == ["b", "b"])
    }
}
