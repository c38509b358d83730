import TestSupport
import Testing

@testable import Workflows

@Suite("Decisions that a crash must not lose")
struct DurableDecisionTests {
    /// What a new process does first: the agents that it calls, undoing or not, and the hooks that it runs.
    private func beginning(of run: JournaledRun) throws -> [String] {
        try run.resumed().rig.actions.compactMap { action in
            switch action {
            case .call(let call):
                let id = run.rig.machine.planned[call.phase].id
                return call.isCompensation ? "undo \(id)" : "call \(id)"
            case .runHook(let turn, let hook):
                return "\(hook.rawValue) \(run.rig.machine.planned[turn.phase].id)"
            default: return nil
            }
        }
    }

    @Test("work that was sent back stays discarded, and is made again with the review")
    func rejection() throws {
        var run = try JournaledRun(try Plans.reviewed())
        try run.act { try $0.answer("coder", "draft") }
        try run.act { try $0.answer("reviewer", "use tabs") }
        #expect(try beginning(of: run) == ["call coder"])
        let request = try run.resumed().rig.request(of: "coder")
        #expect(request.feedback == "use tabs")
        #expect(request.idempotencyKey == "main/coder/remade/1")
        #expect(try run.restoration().revisions == ["reviewer": 1])
    }

    @Test("a run that is to be undone is undone, and what failed is not retried")
    func compensation() throws {
        var run = try JournaledRun(try Plans.chain(.compensate))
        for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        try run.act { try $0.fail("c", "auth", isRetryable: false) }
        #expect(try beginning(of: run) == ["undo b"])
        #expect(try run.restoration().rollbacks == 1)
    }

    @Test(
        "a rollback counts and discards although nothing else is recorded after it",
        arguments: [
            (WorkflowConfiguration.Rollback.lastGood, "call c"), (.to("b"), "call b"),
        ]
    )
    func rollback(policy: WorkflowConfiguration.Rollback, next: String) throws {
        var run = try JournaledRun(try Plans.chain(policy))
        for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        try run.act { try $0.fail("c", isRetryable: false) }
        #expect(try beginning(of: run) == [next])
        #expect(try run.restoration().rollbacks == 1)
        #expect(try run.resumed().rig.requests.last?.idempotencyKey.hasSuffix("/remade/1") == true)
    }

    @Test("a fallback that others build on stays taken")
    func degradation() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.phase("a") { phase in
                phase.retry.onExhausted = .degrade
                phase.fallback = "fallback"
            }
        }
        var run = try JournaledRun(plan)
        try run.act { try $0.fail("a", isRetryable: false) }
        #expect(try beginning(of: run) == ["call b"])
    }

    @Test("an output that was rejected is not made again without its findings")
    func validation() throws {
        var run = try JournaledRun(try Plans.single { $0.validators = [.contains("good")] })
        try run.act { try $0.answer("a", "bad") }
        let request = try run.resumed().rig.request(of: "a")
        #expect(request.feedback?.contains("good") == true)
        #expect(request.attempt == 3, "the second may have begun")
    }

    @Test("undoing that was given up is not retried")
    func abandoned() throws {
        var run = try JournaledRun(try Plans.chain(.compensate))
        for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        try run.act { try $0.fail("c", "auth", isRetryable: false) }
        try run.act { try $0.fail("b", isRetryable: false) }
        #expect(try beginning(of: run) == ["undo a"])
        var rest = try run.resumed()
        try rest.act { try $0.answer("a") }
        #expect(rest.rig.machine.error?.failure.kind == "auth")
        #expect(rest.rig.machine.committedOutputs.isEmpty)
    }

    @Test("a failing phase continues with its hook, then takes its way out")
    func hookOnFailure() throws {
        let plan = try Plans.chain(.compensate) { $0.phase("c") { $0.hooks = [.onFailure] } }
        var run = try JournaledRun(plan)
        for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        try run.act { rig in
            rig.held.insert(.hook("c", .onFailure))
            try rig.fail("c", "auth", isRetryable: false)
        }
        #expect(try beginning(of: run) == ["on_failure c", "undo b"])
        #expect(try run.resumed().rig.machine.attempts(of: 2) == 1)
    }

    @Test("the hook after a phase is run until it is known to have ended, and then no more")
    func hookAfter() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.phase("a") { $0.hooks = [.after] }
        }
        var run = try JournaledRun(plan)
        try run.act { rig in
            rig.held.insert(.hook("a", .after))
            try rig.answer("a")
        }
        #expect(try beginning(of: run) == ["after a", "call b"])
        try run.act { try $0.release(.hook("a", .after)) }
        #expect(try beginning(of: run) == ["call b"])
    }

    @Test("undoing continues after it was cancelled, or after its record failed")
    func interruptedUndoing() throws {
        for signal in [
            Signal.cancel, .recorded(OperationFailure(kind: "io_error", message: "disk full")),
        ] {
            var run = try JournaledRun(try Plans.chain(.compensate))
            for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
            try run.act { try $0.fail("c", "auth", isRetryable: false) }
            try run.act { $0.send(signal) }
            try run.act { $0.send(signal) }
            #expect(run.rig.machine.status != nil)
            #expect(try beginning(of: run) == ["undo b"])
        }
    }

    @Test("undoing that was given up stays so after the run ended for another reason")
    func abandonedForGood() throws {
        var run = try JournaledRun(try Plans.chain(.compensate))
        for phase in ["a", "b"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        try run.act { try $0.fail("c", "io_error", isRetryable: false) }
        try run.act { try $0.fail("b", isRetryable: false) }
        try run.act { rig in
            rig.send(.recorded(OperationFailure(kind: "io_error", message: "disk full")))
        }
        #expect(run.rig.machine.status == .interrupted)
        #expect(try beginning(of: run) == ["undo a"])
    }

    @Test("a second phase without attempts is not forgotten by who resumes the run")
    func exhausted() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c")]) { $0.failsFast = false }
        var run = try JournaledRun(plan)
        try run.act { try $0.fail("b", "auth", isRetryable: false) }
        try run.act { try $0.fail("a", isRetryable: false) }
        let rest = try run.resumed()
        #expect(rest.entries.count == run.entries.count + 2)
        for count in run.entries.count...rest.entries.count {
            let records = try JournalCodec.read(Array(rest.entries.prefix(count))).records
            let decisions = RunRestoration(records).decisions
            #expect(decisions.exhausted.map(\.phase) == ["b", "a"], "after \(count) entries")
        }
    }

    @Test("a commit that the run's deadline met does not come back")
    func late() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.runTimeout = .seconds(10)
            configuration.phase("a") { $0.validators = [.contains("good")] }
        }
        var run = try JournaledRun(plan)
        run.unacknowledged = ["a"]
        try run.act { try $0.answer("a", "bad") }
        try run.act { try $0.answer("a", "good") }
        try run.act { try $0.fireNext() }
        #expect(run.rig.machine.status == .failed)
        #expect(try run.restoration().phases.isEmpty)
        #expect(try beginning(of: run) == ["call a"])
        #expect(try run.resumed().rig.request(of: "a").feedback?.contains("good") == true)
    }

    @Test("what was discarded is not looked up again by a new process")
    func cache() throws {
        var run = try JournaledRun(try Plans.reviewed())
        try run.act { try $0.answer("coder", "draft") }
        try run.act { try $0.answer("reviewer", "use tabs") }
        let lookUps = try run.resumed().rig.actions.filter {
            if case .lookUp = $0 { true } else { false }
        }
        #expect(lookUps.isEmpty)
    }

    @Test("a run without decisions has no more entries than commits")
    func plain() throws {
        var run = try JournaledRun(try Plans.chain(.none))
        for phase in ["a", "b", "c"] as [PhaseID] { try run.act { try $0.answer(phase) } }
        #expect(run.entries.count == 3)
    }

    @Test("the results of a run that is to be undone are forgotten with the decision")
    func forgotten() throws {
        var rig = MachineRig.started(try Plans.chain(.compensate))
        try rig.answer("a")
        try rig.answer("b")
        #expect(rig.cache.count == 2)
        try rig.fail("c", isRetryable: false)
        #expect(rig.cache.count == 0)
    }
}
