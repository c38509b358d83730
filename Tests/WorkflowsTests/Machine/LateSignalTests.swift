import TestSupport
import Testing

@testable import Workflows

@Suite("Signals that come too late")
struct LateSignalTests {
    private func answer(_ text: String) -> Result<AgentAnswer, OperationFailure> {
        .success(AgentAnswer(output: PhaseOutput(text: text)))
    }

    @Test("an answer after the attempt's timeout is not wanted")
    func lateAnswer() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(5) })
        try rig.fireNext()
        let before = rig.events.count
        rig.send(.ended(CallID(phase: 0, attempt: 1), answer("late")))
        #expect(rig.events.count == before)
        #expect(try rig.state(of: "a") == .backoff)
        try rig.fireNext()
        rig.send(.ended(CallID(phase: 0, attempt: 1), answer("late")))
        #expect(try rig.state(of: "a") == .running)
        try rig.answer("a", "second")
        #expect(rig.machine.output(of: 0)?.text == "second")
    }

    @Test("a second answer to one call is not wanted")
    func twice() throws {
        var rig = MachineRig(try Plans.single())
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a", "first")
        rig.send(.ended(CallID(phase: 0, attempt: 1), answer("second")))
        try rig.release(.commit("a"))
        #expect(rig.machine.output(of: 0)?.text == "first")
    }

    @Test("a deadline whose attempt is over, or whose backoff is, means nothing")
    func lateTimers() throws {
        var rig = MachineRig.started(try Plans.single { $0.attemptTimeout = .seconds(5) })
        try rig.fail("a")
        let before = rig.events.count
        rig.send(.fired(.attempt(CallID(phase: 0, attempt: 1))))
        rig.send(.fired(.backoff(CallID(phase: 0, attempt: 3))))
        #expect(rig.events.count == before)
        try rig.fireNext()
        rig.send(.fired(.backoff(CallID(phase: 0, attempt: 2))))
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("findings, commits and look-ups of a phase that does not wait for them mean nothing")
    func unexpected() throws {
        var rig = MachineRig.started(try Plans.single())
        let before = rig.events.count
        rig.send(.validated(TurnID(phase: 0), []))
        rig.send(.appended(phase: 0))
        rig.send(.appendFailed(phase: 0, OperationFailure(kind: "io_error", message: "")))
        rig.send(.lookedUp(TurnID(phase: 0), .miss(because: [])))
        #expect(rig.events.count == before)
        #expect(try rig.state(of: "a") == .running)
    }

    @Test("after the end nothing means anything")
    func afterTheEnd() throws {
        var rig = MachineRig.started(try RunPlan.of([.init("a"), .init("b")]))
        rig.send(.cancel)
        let before = rig.events.count
        let actions = rig.actions.count
        rig.send(.ended(CallID(phase: 0, attempt: 1), answer("late")))
        rig.send(.fired(.run))
        rig.send(.stalled)
        rig.send(.cancel)
        rig.send(.start)
        #expect(rig.events.count == before)
        #expect(rig.actions.count == actions)
        #expect(rig.machine.status == .cancelled)
    }

    @Test("a fault that acts on a call is reported")
    func fault() throws {
        var rig = MachineRig.started(try Plans.single())
        rig.send(.faultInjected(phase: 0, attempt: 1, FiredFault(id: "f", type: "hang")))
        #expect(
            rig.events.last?.kind == .faultInjected("a", attempt: 1, fault: "f", effect: "hang")
        )
    }
}
