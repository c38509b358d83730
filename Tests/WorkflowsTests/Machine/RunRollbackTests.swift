import TestSupport
import Testing

@testable import Workflows

@Suite("Rollback to what was good")
struct RunRollbackTests {
    /// A chain whose last phase, with two attempts, has failed once for good.
    private func rolledBack(
        _ policy: WorkflowConfiguration.Rollback,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        let plan = try Plans.chain(policy) { configuration in
            configuration.phase("c") { $0.retry.maxAttempts = 2 }
            configure(&configuration)
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a", "first a")
        try rig.answer("b", "first b")
        try exhaust(&rig)
        return rig
    }

    private func exhaust(_ rig: inout MachineRig) throws {
        try rig.fail("c")
        try rig.fireNext()
        try rig.fail("c", "server_error")
    }

    @Test("last_good gives the failed phase a fresh budget; the numbers of its attempts continue")
    func freshBudget() throws {
        var rig = try rolledBack(.lastGood)
        #expect(rig.attempts(of: "c") == [1, 2, 3])
        try rig.fail("c")
        try rig.fireNext()
        #expect(rig.delays == [.seconds(1), .seconds(1)])
        try rig.answer("c")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "a") == [1])
        #expect(rig.attempts(of: "b") == [1])
    }

    @Test("a run that recovered succeeded, and says by what")
    func recovery() throws {
        var rig = try rolledBack(.lastGood)
        try rig.answer("c")
        let record = RunRecord(run: rig.machine.plan.run, events: rig.events)
        #expect(record.status == .succeeded)
        #expect(record.recovery == ["rollback"])
        #expect(record.rollbacks == 1)
    }

    @Test("the event names the phase, the policy, where it goes back to, and why")
    func told() throws {
        let targets: [(WorkflowConfiguration.Rollback, String, PhaseID?)] = [
            (.lastGood, "last_good", "c"), (.to("a"), "to_phase", "a"),
            (.compensate, "compensate", nil),
        ]
        for (policy, name, target) in targets {
            let kinds = try rolledBack(policy).events.map(\.kind)
            let failure = OperationFailure(kind: "server_error", message: "no luck")
            #expect(kinds.contains(.rolledBack("c", policy: name, to: target, failure: failure)))
        }
    }

    @Test("to_phase discards results from there on, and tells the phase why")
    func toPhase() throws {
        var rig = try rolledBack(.to("b"))
        #expect(rig.lines.filter { $0.hasPrefix("phase_discarded") } == ["phase_discarded b"])
        #expect(try rig.request(of: "b").feedback == "server_error: no luck")
        #expect(rig.attempts(of: "b") == [1, 2])
        #expect(rig.attempts(of: "a") == [1])
        try rig.answer("b", "second b")
        #expect(try rig.request(of: "c").inputs.map(\.output.text) == ["second b"])
        #expect(try rig.request(of: "c").feedback == nil)
        try rig.answer("c")
        #expect(rig.machine.status == .succeeded)
    }

    @Test("every phase that is executed again has a fresh budget")
    func freshBudgets() throws {
        var rig = try rolledBack(.to("a")) { configuration in
            configuration.phase("b") { $0.retry.maxAttempts = 2 }
        }
        try rig.fail("a")
        try rig.fireNext()
        try rig.fail("a")
        try rig.fireNext()
        try rig.answer("a")
        try rig.fail("b")
        try rig.fireNext()
        try rig.answer("b")
        try rig.fail("c")
        try rig.fireNext()
        try rig.answer("c")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "c") == [1, 2, 3, 4])
    }

    @Test("rolled-back work is never served from the cache")
    func notCached() throws {
        let rig = try rolledBack(.to("a"))
        #expect(rig.cache.count == 0)
        let next = MachineRig.started(try Plans.chain(.none), cache: rig.cache)
        #expect(next.requests.map(\.phase) == ["a"])
    }

    @Test("what is executed again is not looked up, even where the cache has it")
    func notLookedUp() throws {
        let plan = try Plans.chain(.to("a")) { $0.phase("c") { $0.isCached = false } }
        var first = MachineRig.started(plan)
        for phase in ["a", "b", "c"] as [PhaseID] { try first.answer(phase) }
        var rig = MachineRig.started(plan, cache: first.cache)
        try rig.fail("c", isRetryable: false)
        #expect(rig.attempts(of: "a") == [1])
        try rig.answer("a")
        #expect(rig.attempts(of: "b") == [1])
    }

    @Test("phases that do not depend on the target keep their results, or continue their work")
    func bystanders() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("done"), .init("busy"),
            .init("late", needs: ["a"]),
        ]) { configuration in
            configuration.rollback = .to("a")
            configuration.phase("b") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("done")
        try rig.answer("a")
        try rig.fail("b", isRetryable: false)
        #expect(try rig.state(of: "done") == .committed)
        #expect(try rig.state(of: "busy") == .running)
        #expect(try rig.state(of: "late") == .pending, "it rests on the target")
        #expect(rig.endings.contains("late discarded"))
        for phase in ["a", "b", "busy", "late"] as [PhaseID] { try rig.answer(phase) }
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "busy") == [1])
        #expect(rig.attempts(of: "late") == [1, 2])
    }

    @Test("a failed phase that does not depend on the target starts again as well")
    func unrelatedTarget() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.rollback = .to("a")
            configuration.phase("b") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.fail("b", isRetryable: false)
        #expect(rig.attempts(of: "a") == [1, 2])
        #expect(rig.attempts(of: "b") == [1, 2])
    }

    @Test(
        "a run rolls back as often as max_rollbacks says; then the failure is the run's",
        arguments: [.lastGood, .to("b")] as [WorkflowConfiguration.Rollback],
        0...3
    )
    func maxRollbacks(policy: WorkflowConfiguration.Rollback, max: Int) throws {
        var rig = MachineRig.started(try Plans.chain(policy) { $0.maxRollbacks = max })
        try rig.answer("a")
        try rig.answer("b")
        for _ in 0..<max {
            try rig.fail("c", isRetryable: false)
            if policy == .to("b") { try rig.answer("b") }
        }
        #expect(rig.machine.status == nil)
        try rig.fail("c", "last", isRetryable: false)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.failure.kind == "last")
        #expect(rig.lines.filter { $0.hasPrefix("rolled_back") }.count == max)
        #expect(rig.attempts(of: "c") == Array(1...(max + 1)))
    }

    @Test("compensation counts as a rollback, too")
    func maxCompensations() throws {
        let rig = try rolledBack(.compensate) { $0.maxRollbacks = 0 }
        #expect(rig.machine.status == .failed)
        #expect(rig.undone.isEmpty)
    }

    @Test("outputs that were rejected too often roll back like failures")
    func validation() throws {
        let plan = try Plans.chain(.lastGood) { configuration in
            configuration.phase("c") { phase in
                phase.validators = [.contains("good")]
                phase.retry.maxRevisions = 1
            }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("a")
        try rig.answer("b")
        for _ in 1...3 { try rig.answer("c", "bad") }
        try rig.answer("c", "good")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "c") == [1, 2, 3, 4])
    }

    @Test("without a fallback the policy degrade fails the run")
    func degradeWithoutFallback() throws {
        #expect(try rolledBack(.degrade).machine.status == .failed)
    }
}
