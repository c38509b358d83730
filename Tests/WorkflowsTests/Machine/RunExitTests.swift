import TestSupport
import Testing

@testable import Workflows

@Suite("What happens when no attempt is left")
struct RunExitTests {
    private static let policies: [WorkflowConfiguration.Rollback] = [
        .none, .lastGood, .to("a"), .compensate, .degrade,
    ]

    /// A chain whose last phase, with a fallback, has failed for good.
    private func failed(
        _ exhaustion: RetryPolicy.Exhaustion,
        _ policy: WorkflowConfiguration.Rollback
    ) throws -> MachineRig {
        let plan = try Plans.chain(policy) { configuration in
            configuration.phase("c") { phase in
                phase.retry.onExhausted = exhaustion
                phase.fallback = "plain"
            }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", "auth", isRetryable: false)
        return rig
    }

    @Test(
        "what does not roll back takes its own way out, whatever the policy",
        arguments: [
            (.fail, .failed), (.degrade, .degraded), (.pause, .paused),
        ] as [(RetryPolicy.Exhaustion, RunStatus)],
        policies
    )
    func withoutRollback(
        exit: (exhaustion: RetryPolicy.Exhaustion, status: RunStatus),
        policy: WorkflowConfiguration.Rollback
    ) throws {
        let rig = try failed(exit.exhaustion, policy)
        #expect(rig.machine.status == exit.status)
        #expect(rig.undone.isEmpty)
        #expect(!rig.lines.contains { $0.hasPrefix("rolled_back") })
        #expect(try rig.state(of: "a") == .committed)
        #expect(rig.attempts(of: "c") == [1])
    }

    @Test("with rollback: none the run fails at once")
    func none() throws {
        let rig = try failed(.rollback, .none)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(!rig.lines.contains { $0.hasPrefix("rolled_back") })
    }

    @Test("with last_good the failed phase alone is executed again")
    func lastGood() throws {
        let rig = try failed(.rollback, .lastGood)
        #expect(rig.machine.status == nil)
        #expect(rig.attempts(of: "c") == [1, 2])
        #expect(try rig.state(of: "b") == .committed)
        #expect(rig.lines.contains("rolled_back c"))
    }

    @Test("with to_phase everything from there on is executed again")
    func toPhase() throws {
        let rig = try failed(.rollback, .to("a"))
        #expect(rig.machine.status == nil)
        #expect(rig.attempts(of: "a") == [1, 2])
        #expect(try rig.state(of: "b") == .pending)
        #expect(try rig.state(of: "c") == .pending)
    }

    @Test("with compensate committed phases are undone")
    func compensate() throws {
        let rig = try failed(.rollback, .compensate)
        #expect(rig.machine.status == nil)
        #expect(rig.undone == ["b"])
        #expect(try rig.state(of: "c") == .failed)
    }

    @Test("with degrade the failed phase takes its fallback")
    func degrade() throws {
        let rig = try failed(.rollback, .degrade)
        #expect(rig.machine.status == .degraded)
        #expect(rig.machine.fallbacks["c"]?.text == "plain")
        #expect(rig.lines.contains("rolled_back c"))
    }

    @Test("a pause keeps what was committed, calls the others off, and says why")
    func pause() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"]), .init("c")]) {
            $0.phase("b") { $0.retry.onExhausted = .pause }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.fail("b", "auth", isRetryable: false)
        #expect(rig.machine.status == .paused)
        #expect(rig.machine.error?.phase == "b")
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(rig.endings == ["a committed", "b paused", "c cancelled"])
        #expect(
            rig.events.last?.kind
                == .runEnded(status: .paused, error: rig.machine.error)
        )
        #expect(rig.machine.committedOutputs.keys.sorted() == ["a"])
    }

    @Test("an exhausted failure and a final one take the same way out", arguments: [true, false])
    func sameExit(isRetryable: Bool) throws {
        var rig = MachineRig.started(
            try Plans.single { phase in
                phase.retry.maxAttempts = 1
                phase.retry.onExhausted = .pause
            }
        )
        try rig.fail("a", isRetryable: isRetryable)
        #expect(rig.machine.status == .paused)
    }
}
