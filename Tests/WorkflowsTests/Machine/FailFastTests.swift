import TestSupport
import Testing

@testable import Workflows

@Suite("A run that does not end with its first failure")
struct FailFastTests {
    /// Two branches: `a` with `after a` on it, `b` with `after b` on it.
    private func started(
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("after a", needs: ["a"]), .init("b"),
            .init("after b", needs: ["b"]),
        ]
        return MachineRig.started(
            try RunPlan.of(phases) { configuration in
                configuration.failsFast = false
                configure(&configuration)
            }
        )
    }

    @Test("what does not depend on the failed phase still runs; then the run fails with its cause")
    func independent() throws {
        var rig = try started()
        try rig.fail("a", "auth", isRetryable: false)
        #expect(rig.machine.status == nil)
        try rig.answer("b")
        try rig.answer("after b")
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "a")
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(rig.endings == ["a failed", "b committed", "after b committed"])
        #expect(rig.attempts(of: "after a").isEmpty)
    }

    @Test("of several failures the first counts")
    func first() throws {
        var rig = try started()
        try rig.fail("b", "auth", isRetryable: false)
        try rig.fail("a", "crash", isRetryable: false)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "b")
        #expect(rig.endings == ["b failed", "a failed"])
    }

    @Test("a paused phase pauses the run once nothing else can run")
    func pause() throws {
        var rig = try started { $0.phase("a") { $0.retry.onExhausted = .pause } }
        try rig.fail("a", isRetryable: false)
        try rig.answer("b")
        #expect(rig.machine.status == nil)
        try rig.answer("after b")
        #expect(rig.machine.status == .paused)
        #expect(rig.endings.first == "a paused")
    }

    @Test("a run is undone only when the others have ended, theirs too")
    func compensation() throws {
        var rig = try started { configuration in
            configuration.rollback = .compensate
            configuration.phase("a") { $0.retry.onExhausted = .rollback }
            configuration.phase("after b") { $0.compensation = "undo" }
        }
        try rig.fail("a", isRetryable: false)
        try rig.answer("b")
        #expect(rig.undone.isEmpty)
        try rig.answer("after b")
        #expect(rig.undone == ["after b"])
        try rig.answer("after b")
        #expect(rig.machine.status == .failed)
        #expect(rig.endings.filter { $0.hasPrefix("a ") } == ["a failed"])
    }

    @Test("the deadline ends all, with the first cause")
    func deadline() throws {
        var rig = try started { $0.runTimeout = .seconds(10) }
        try rig.fail("a", "auth", isRetryable: false)
        try rig.fireNext()
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "auth")
        #expect(rig.endings == ["a failed", "b cancelled"])
    }

    @Test("a cancel ends all")
    func cancel() throws {
        var rig = try started()
        try rig.fail("a", isRetryable: false)
        rig.send(.cancel)
        #expect(rig.machine.status == .cancelled)
    }

    @Test("a hook on failure is waited for while others continue, and the run waits for it")
    func hook() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.failsFast = false
            configuration.phase("a") { $0.hooks = [.onFailure] }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("a", .onFailure)]
        rig.send(.start)
        try rig.fail("a", "auth", isRetryable: false)
        try rig.answer("b")
        #expect(rig.machine.status == nil)
        try rig.release(.hook("a", .onFailure))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "auth")
    }

    @Test("a rollback that continues does so at once")
    func rollback() throws {
        var rig = try started { $0.phase("a") { $0.retry.onExhausted = .rollback } }
        try rig.fail("a", isRetryable: false)
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("a failure is durable: a new process runs the others, and fails with it")
    func durable() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { $0.failsFast = false }
        var run = try JournaledRun(plan)
        try run.act { try $0.fail("a", "auth", isRetryable: false) }
        var rest = try run.resumed()
        #expect(rest.rig.requests.map(\.phase) == ["b"])
        try rest.act { try $0.answer("b") }
        #expect(rest.rig.machine.status == .failed)
        #expect(rest.rig.machine.error?.failure.kind == "auth")
        // Once it has ended, a resume is a new try.
        #expect(try rest.resumed().rig.requests.map(\.phase) == ["a"])
    }

    @Test("by default the first failure ends the run")
    func failsFast() throws {
        var rig = MachineRig.started(try RunPlan.of([.init("a"), .init("b")]))
        try rig.fail("a", isRetryable: false)
        #expect(rig.endings == ["a failed", "b cancelled"])
    }
}
