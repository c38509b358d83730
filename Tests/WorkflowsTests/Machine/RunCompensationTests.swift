import TestSupport
import Testing

@testable import Workflows

@Suite("Compensation of committed phases")
struct RunCompensationTests {
    /// A chain whose last phase has failed for good: the compensation of `b` is in progress.
    private func compensating(
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        var rig = MachineRig.started(try Plans.chain(.compensate, configure))
        try rig.answer("a", "made by a")
        try rig.answer("b", "made by b")
        try rig.fail("c", "auth", isRetryable: false)
        return rig
    }

    @Test("phases are undone one after another; the run then fails with the first error")
    func inTurn() throws {
        var rig = try compensating()
        #expect(rig.undone == ["b"])
        try rig.answer("b")
        #expect(rig.undone == ["b", "a"])
        #expect(rig.machine.status == nil)
        try rig.answer("a")
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "c")
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(try rig.state(of: "a") == .rolledBack)
        #expect(rig.endings == ["a committed", "b committed", "c failed"])
        let record = RunRecord(run: rig.machine.plan.run, events: rig.events)
        #expect(record.compensated == ["a", "b"])
        #expect(record.committed.isEmpty)
    }

    @Test("the order is the reverse of the commits, not of the plan", arguments: [true, false])
    func reverseCommits(inPlanOrder: Bool) throws {
        let plan = try RunPlan.of([.init("x"), .init("y"), .init("z", needs: ["x", "y"])]) {
            $0.rollback = .compensate
            $0.phase("x") { $0.compensation = "undo" }
            $0.phase("y") { $0.compensation = "undo" }
            $0.phase("z") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig.started(plan)
        let order: [PhaseID] = inPlanOrder ? ["x", "y"] : ["y", "x"]
        for phase in order { try rig.answer(phase) }
        try rig.fail("z", isRetryable: false)
        for phase in order.reversed() { try rig.answer(phase) }
        #expect(rig.undone == order.reversed())
        #expect(rig.machine.status == .failed)
    }

    @Test("the agent is given what to undo, under a key that all its attempts share")
    func request() throws {
        var rig = try compensating()
        let first = try #require(rig.requests.last)
        #expect(first.isCompensation)
        #expect(first.phase == "b")
        #expect(first.inputs.map(\.output.text) == ["made by b"])
        #expect(first.idempotencyKey == "main/b/undo")
        try rig.fail("b")
        try rig.fireNext()
        #expect(rig.requests.last?.attempt == 2)
        #expect(rig.requests.last?.idempotencyKey == first.idempotencyKey)
        #expect(rig.requests.first?.idempotencyKey == "main/a")
    }

    @Test("each compensation has the retries of its phase")
    func retries() throws {
        var rig = try compensating { $0.phase("b") { $0.retry.maxAttempts = 3 } }
        let start = rig.now
        for _ in 1...2 {
            try rig.fail("b")
            try rig.fireNext()
        }
        #expect(rig.now - start == .seconds(1 + 2))
        try rig.answer("b")
        try rig.answer("a")
        #expect(rig.undone == ["b", "b", "b", "a"])
        let told = rig.lines.filter { $0.hasPrefix("compensat") }
        #expect(
            told == [
                "compensation_started b 1", "compensated b 1", "compensation_started b 2",
                "compensated b 2", "compensation_started b 3", "compensated b 3",
                "compensation_started a 1", "compensated a 1",
            ]
        )
    }

    @Test("what cannot be undone is reported, and the others are undone all the same")
    func givesUp() throws {
        var rig = try compensating { $0.phase("b") { $0.retry.maxAttempts = 2 } }
        try rig.fail("b")
        try rig.fireNext()
        try rig.fail("b", "server_error")
        #expect(try rig.state(of: "b") == .rollbackFailed)
        try rig.answer("a")
        #expect(try rig.state(of: "a") == .rolledBack)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "auth")
        let record = RunRecord(run: rig.machine.plan.run, events: rig.events)
        #expect(record.compensated == ["a"])
        #expect(record.committed.keys.sorted() == ["b"])
    }

    @Test(
        "a phase is undone once that is recorded, and not where it cannot be",
        arguments: [true, false]
    )
    func recorded(isRecorded: Bool) throws {
        var rig = try compensating()
        rig.held = [.compensationRecord("b")]
        try rig.answer("b")
        #expect(try rig.state(of: "b") == .rollingBack)
        #expect(rig.undone == ["b"], "the next one waits")
        if isRecorded {
            try rig.release(.compensationRecord("b"))
        } else {
            let failure = OperationFailure(kind: "no_space", message: "full")
            try rig.release(
                .compensationRecord("b"),
                with: .compensationRecorded(phase: try rig.index(of: "b"), failure)
            )
        }
        #expect(try rig.state(of: "b") == (isRecorded ? .rolledBack : .rollbackFailed))
        #expect(rig.undone == (isRecorded ? ["b", "a"] : ["b"]))
        #expect(rig.machine.status == (isRecorded ? nil : .interrupted))
    }

    @Test("what came from the cache had its effects in another run, and is not undone")
    func cached() throws {
        var first = MachineRig.started(try Plans.chain(.none))
        try first.answer("a")
        try first.fail("b", isRetryable: false)
        var rig = MachineRig.started(try Plans.chain(.compensate), cache: first.cache)
        try rig.answer("b")
        try rig.fail("c", isRetryable: false)
        try rig.answer("b")
        #expect(rig.undone == ["b"])
        #expect(rig.machine.status == .failed)
        #expect(try rig.state(of: "a") == .committed)
        #expect(rig.cache.count == 1, "what was undone is not served again")
    }

    @Test("phases that nothing undoes, were skipped or degraded are left as they are")
    func leftAlone() throws {
        let plan = try RunPlan.of([
            .init("plain"), .init("skipped"), .init("degraded"),
            .init("last", needs: ["plain", "skipped", "degraded"]),
        ]) { configuration in
            configuration.rollback = .compensate
            configuration.skipped = ["skipped"]
            configuration.phase("skipped") { $0.compensation = "undo" }
            configuration.phase("degraded") { phase in
                phase.compensation = "undo"
                phase.retry.onExhausted = .degrade
                phase.fallback = "fallback"
            }
            configuration.phase("last") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("plain")
        try rig.fail("degraded", isRetryable: false)
        try rig.fail("last", isRetryable: false)
        #expect(rig.undone.isEmpty)
        #expect(rig.machine.status == .failed)
        #expect(try rig.state(of: "plain") == .committed)
    }
}
