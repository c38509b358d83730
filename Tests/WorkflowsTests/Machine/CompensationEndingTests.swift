import TestSupport
import Testing

@testable import Workflows

@Suite("What ends a compensation, and what does not")
struct CompensationEndingTests {
    private func compensating(
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        var rig = MachineRig.started(try Plans.chain(.compensate, configure))
        try rig.answer("a")
        try rig.answer("b")
        try rig.fail("c", isRetryable: false)
        return rig
    }

    @Test("phases in progress are cancelled before anything is undone")
    func calledOff() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"]), .init("busy")]) {
            $0.rollback = .compensate
            $0.phase("a") { $0.compensation = "undo" }
            $0.phase("b") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.fail("b", isRetryable: false)
        #expect(try rig.state(of: "busy") == .cancelled)
        #expect(rig.endings == ["a committed", "b failed", "busy cancelled"])
        try rig.answer("a")
        #expect(rig.machine.status == .failed)
    }

    @Test("the run's deadline no longer counts; each compensation's own limits do")
    func deadlines() throws {
        var rig = try compensating { configuration in
            configuration.runTimeout = .seconds(60)
            configuration.phase("b") { phase in
                phase.attemptTimeout = .seconds(5)
                phase.retry.maxAttempts = 1
            }
        }
        #expect(Array(rig.timers.values) == [.seconds(5)])
        try rig.fireNext()
        #expect(try rig.state(of: "b") == .rollbackFailed)
        #expect(rig.undone == ["b", "a"])
        #expect(rig.timers.isEmpty)
    }

    @Test("a run that is cancelled goes on being undone, and fails with its own error")
    func finished() throws {
        var rig = try compensating()
        rig.send(.cancel)
        #expect(rig.machine.status == nil)
        try rig.answer("b")
        try rig.answer("a")
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "c")
        #expect(rig.undone == ["b", "a"])
    }

    @Test("cancelling the run once more stops the compensation that is in progress")
    func cancelled() throws {
        var rig = try compensating()
        rig.send(.cancel)
        rig.send(.cancel)
        #expect(rig.machine.status == .cancelled)
        #expect(try rig.state(of: "b") == .rollbackFailed)
        #expect(try rig.state(of: "a") == .committed)
        let call = CallID(phase: 1, attempt: 1, isCompensation: true)
        let calledOff = rig.actions.contains { action in
            if case .cancelCall(call) = action { true } else { false }
        }
        #expect(calledOff)
        // Half undone, it is not served again.
        let key = try #require(rig.machine.phases[1].key)
        let isForgotten = rig.actions.contains { action in
            if case .forget(key) = action { true } else { false }
        }
        #expect(isForgotten)
    }

    @Test("cancelling the run once more takes back the next attempt of a compensation")
    func cancelledInBackoff() throws {
        var rig = try compensating()
        try rig.fail("b")
        #expect(rig.timers.count == 1)
        rig.send(.cancel)
        rig.send(.cancel)
        #expect(rig.timers.isEmpty)
    }

    @Test("a compensation that never ends fails as a hang, and the others are undone")
    func hang() throws {
        var rig = try compensating()
        rig.send(.stalled)
        #expect(try rig.state(of: "b") == .rollbackFailed)
        #expect(rig.undone == ["b", "a"])
        try rig.answer("a")
        #expect(rig.machine.status == .failed)
    }

    @Test("answers and delays of an earlier attempt mean nothing")
    func late() throws {
        var rig = try compensating()
        let first = try rig.call(of: "b")
        try rig.fail("b")
        try rig.fireNext()
        let before = rig.events.count
        rig.send(.ended(first, .success(AgentAnswer(output: PhaseOutput(text: "late")))))
        rig.send(.fired(.backoff(CallID(phase: 1, attempt: 2, isCompensation: true))))
        rig.send(.compensationRecorded(phase: 0, nil))
        #expect(rig.events.count == before)
        #expect(rig.undone == ["b", "b"])
    }

    @Test("another phase's hook that ends meanwhile does not end the compensation")
    func hookMeanwhile() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("hooked", needs: ["a"]),
        ]) { configuration in
            configuration.rollback = .compensate
            configuration.phase("a") { $0.compensation = "undo" }
            configuration.phase("b") { $0.retry.onExhausted = .rollback }
            configuration.phase("hooked") { $0.hooks = [.onFailure] }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("hooked", .onFailure)]
        rig.send(.start)
        try rig.answer("a")
        try rig.fail("hooked", "other", isRetryable: false)
        try rig.fail("b", "auth", isRetryable: false)
        #expect(rig.undone == ["a"])
        try rig.release(.hook("hooked", .onFailure))
        #expect(rig.machine.status == nil)
        try rig.answer("a")
        #expect(try rig.state(of: "a") == .rolledBack)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(rig.endings == ["a committed", "b failed", "hooked failed"])
    }
}
