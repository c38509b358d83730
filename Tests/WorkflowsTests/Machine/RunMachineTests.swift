import TestSupport
import Testing

@testable import Workflows

@Suite("A run from its start to its end")
struct RunMachineTests {
    @Test("a phase is looked up, called, validated, committed, and then kept")
    func plain() throws {
        var rig = MachineRig.started(try Plans.single())
        rig.now = .seconds(2)
        try rig.answer("a", "done")
        #expect(
            rig.lines == [
                "run_started", "phase_started a", "cache_missed a", "attempt_started a 1",
                "attempt_ended a 1", "phase_committed a", "phase_ended a", "run_ended",
            ]
        )
        #expect(rig.events.map(\.sequence) == Array(1...8))
        #expect(rig.events.map(\.time).suffix(4).allSatisfy { $0 == .seconds(2) })
        #expect(rig.machine.status == .succeeded)
        #expect(rig.machine.output(of: 0)?.text == "done")
        #expect(rig.cache.count == 1)
    }

    @Test("time is counted from the run's start, whenever that is")
    func relativeTime() throws {
        var rig = MachineRig(try Plans.single())
        rig.now = .seconds(100)
        rig.send(.start)
        rig.now = .seconds(101)
        try rig.answer("a")
        #expect(rig.events.first?.time == .zero)
        #expect(rig.events.last?.time == .seconds(1))
    }

    @Test("a phase waits for everything that it needs")
    func dependencies() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a", "b"])])
        var rig = MachineRig.started(plan)
        #expect(rig.requests.map(\.phase) == ["a", "b"])
        try rig.answer("b")
        #expect(rig.requests.count == 2)
        try rig.answer("a")
        #expect(rig.requests.map(\.phase) == ["a", "b", "c"])
        try rig.answer("c")
        #expect(rig.machine.status == .succeeded)
    }

    @Test("a plan without phases, or of skipped ones only, succeeds at once")
    func nothingToDo() throws {
        #expect(MachineRig.started(try RunPlan.of([])).machine.status == .succeeded)
        let skipped = try RunPlan.of([.init("a")]) { $0.skipped = ["a"] }
        let rig = MachineRig.started(skipped)
        #expect(rig.lines == ["run_started", "phase_skipped a", "run_ended"])
        #expect(rig.machine.status == .succeeded)
    }

    @Test("a skipped phase's dependants run without it")
    func skip() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { $0.skipped = ["a"] }
        let rig = MachineRig.started(plan)
        #expect(try rig.request(of: "b").inputs.isEmpty)
    }

    @Test("independent phases run at the same time, unless that is switched off")
    func parallel() throws {
        let phases: [Workflow.Phase] = [.init("a"), .init("b"), .init("c", needs: ["a"])]
        #expect(MachineRig.started(try RunPlan.of(phases)).requests.count == 2)
        var rig = MachineRig.started(try RunPlan.of(phases) { $0.isParallel = false })
        #expect(rig.requests.map(\.phase) == ["a"])
        try rig.fail("a")
        #expect(rig.requests.map(\.phase) == ["a", "b"], "a backoff keeps nobody waiting")
        try rig.fireNext()
        #expect(rig.requests.count == 2)
        try rig.answer("b")
        try rig.answer("a")
        try rig.answer("c")
        #expect(rig.requests.map(\.phase) == ["a", "b", "a", "c"])
        #expect(rig.machine.status == .succeeded)
    }

    @Test("cancelling ends every phase that is in progress, and the run")
    func cancel() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a"])])
        var rig = MachineRig.started(plan)
        try rig.fail("b")
        rig.send(.cancel)
        #expect(rig.endings == ["a cancelled", "b cancelled"])
        #expect(rig.machine.status == .cancelled)
        #expect(rig.machine.error == nil)
        #expect(rig.timers.isEmpty)
        let calledOff = rig.actions.contains { action in
            if case .cancelCall(CallID(phase: 0, attempt: 1)) = action { true } else { false }
        }
        #expect(calledOff)
    }

    @Test("a phase that fails calls the others off, and its failure is the run's")
    func firstCause() throws {
        var rig = MachineRig.started(try RunPlan.of([.init("a"), .init("b")]))
        try rig.fail("b", "auth", isRetryable: false)
        #expect(rig.endings == ["b failed", "a cancelled"])
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "b")
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(
            rig.events.last?.kind
                == .runEnded(
                    status: .failed,
                    error: .init(phase: "b", failure: try #require(rig.machine.error).failure)
                )
        )
    }

    @Test("a commit that could not be recorded stops the run, and is not kept")
    func appendFailed() throws {
        var rig = MachineRig(try Plans.single())
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a")
        rig.send(.appendFailed(phase: 0, OperationFailure(kind: "no_space", message: "full")))
        #expect(rig.endings == ["a cancelled"])
        #expect(rig.machine.status == .interrupted)
        #expect(rig.machine.error?.phase == "a")
        #expect(rig.machine.error?.failure.kind == "no_space")
        #expect(rig.cache.count == 0)
        #expect(!rig.lines.contains("phase_committed a"))
    }

    @Test(
        "a file outside the workspace fails the attempt for good",
        arguments: ["/etc/passwd", "../a", "a/../../b"]
    )
    func pathEscape(path: String) throws {
        var rig = MachineRig.started(try Plans.single())
        try rig.answer(
            "a",
            files: [.init(path: "ok.txt", bytes: []), .init(path: path, bytes: [])]
        )
        #expect(rig.machine.error?.failure.kind == "path_escape")
        #expect(rig.requests.count == 1)
        #expect(rig.cache.count == 0)
    }

    @Test("the last event's cause, and the phases' endings, come once each")
    func once() throws {
        for run in ScriptedRun.all {
            let rig = try run.play()
            let ends = rig.lines.filter { $0 == "run_ended" }.count
            #expect(ends == (rig.machine.status == nil ? 0 : 1))
            #expect(rig.events.map(\.sequence) == Array(1...rig.events.count))
        }
    }
}
