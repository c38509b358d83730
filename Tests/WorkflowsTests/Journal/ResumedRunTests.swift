import TestSupport
import Testing

@testable import Workflows

@Suite("A run that is resumed from its journal")
struct ResumedRunTests {
    @Test("what was committed is restored and reported, and not executed again")
    func restored() throws {
        var run = try JournaledRun(try Plans.chain(.none))
        try run.act { try $0.answer("a", "made by a") }
        try run.act { try $0.fail("b") }
        var rest = try run.resumed()
        #expect(
            rest.rig.lines == [
                "run_resumed", "phase_restored a", "phase_started b", "cache_missed b",
                "attempt_started b 1",
            ]
        )
        #expect(
            rest.rig.events.first?.kind
                == .runResumed(workflow: "test", seed: 1, restored: 1, cutBytes: 0)
        )
        #expect(try rest.rig.request(of: "b").inputs.map(\.output.text) == ["made by a"])
        try rest.act { try $0.answer("b") }
        try rest.act { try $0.answer("c") }
        #expect(rest.rig.machine.status == .succeeded)
        let record = RunRecord(run: rest.rig.machine.plan.run, events: rest.rig.events)
        #expect(record.recovery == ["resume"])
        #expect(record.restored == ["a"])
        #expect(record.executed == ["b", "c"])
        #expect(record.committed.count == 3)
    }

    @Test("the bytes that were cut are reported")
    func cutBytes() throws {
        var run = try JournaledRun(try Plans.single())
        try run.act { try $0.answer("a") }
        let reading = try JournalCodec.read([Array(try #require(run.entries.first).dropLast(3))])
        let state = RunRestoration(reading.records, cutBytes: reading.cutBytes)
        let rest = try JournaledRun(run.rig.machine.plan, restoring: state)
        #expect(
            rest.rig.events.first?.kind
                == .runResumed(workflow: "test", seed: 1, restored: 0, cutBytes: reading.cutBytes)
        )
        #expect(reading.cutBytes > 0)
        #expect(rest.rig.attempts(of: "a") == [1])
    }

    @Test("a run that had ended ends again at once")
    func ended() throws {
        var run = try JournaledRun(try Plans.single())
        try run.act { try $0.answer("a") }
        let rest = try run.resumed()
        #expect(rest.rig.lines == ["run_resumed", "phase_restored a", "run_ended"])
        #expect(rest.rig.machine.status == .succeeded)
    }

    @Test("the next attempt is given those that are recorded, and of the last cause")
    func memory() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a"])]) {
            $0.phase("b") { phase in
                phase.validators = [.contains("good"), .maxBytes(9)]
                phase.retry.maxRevisions = 1
                phase.retry.onExhausted = .pause
            }
        }
        var run = try JournaledRun(plan)
        try run.act { try $0.fail("b") }
        try run.act { try $0.fireNext() }
        try run.act { try $0.answer("b", "bad") }
        try run.act { try $0.answer("a") }
        var rest = try run.resumed()
        let third = try rest.rig.request(of: "b")
        #expect(third.history.map(\.attempt) == [1, 2])
        #expect(third.history.map(\.outcome) == ["rate_limit", "rejected"])
        #expect(third.history.last?.output == "bad")
        #expect(third.feedback?.contains("contains \"good\"") == true)
        #expect(third.feedback?.contains("max_bytes") == false)
        try rest.act { try $0.answer("b", "worse") }
        try rest.act { try $0.answer("b", "worst of all") }
        #expect(rest.rig.machine.status == .paused)
        let last = try rest.resumed().rig.request(of: "b")
        #expect(last.history.map(\.attempt) == [1, 2, 4, 5])
        #expect(last.history.map(\.output).suffix(3) == ["bad", "worse", "worst of all"])
        #expect(last.feedback?.contains("max_bytes 9") == true)
    }

    @Test("a committed phase is not given its own answer when it is executed again")
    func answered() throws {
        var run = try JournaledRun(try Plans.single())
        try run.act { try $0.fail("a") }
        try run.act { try $0.fireNext() }
        try run.act { try $0.answer("a") }
        let state = try run.restoration()
        #expect(state.history["a"]?.map(\.attempt) == [1])
        #expect(state.feedback["a"] == nil)
    }

    @Test("what was undone is not given the rejections before its commit")
    func undone() throws {
        let plan = try Plans.chain(.compensate) { configuration in
            configuration.phase("a") {
                $0.validators = [.contains("good")]
                $0.retry.maxRevisions = 1
            }
        }
        var run = try JournaledRun(plan)
        try run.act { try $0.answer("a", "bad") }
        try run.act { try $0.answer("a", "good") }
        try run.act { try $0.answer("b") }
        try run.act { try $0.fail("c", isRetryable: false) }
        try run.act { try $0.answer("b") }
        try run.act { try $0.answer("a") }
        #expect(run.rig.machine.status == .failed)
        #expect(try run.restoration().feedback["a"] == nil)
        #expect(try run.resumed().rig.request(of: "a").feedback == nil)
    }

    @Test("what was cancelled by a review is not given its own rejection")
    func discarded() throws {
        let phases: [Workflow.Phase] = [
            .init("code"), .init("lint", needs: ["code"]), .init("review", needs: ["code"]),
            .init("notes"),
        ]
        let plan = try RunPlan.of(phases) {
            $0.phase("lint") { phase in
                phase.validators = [.contains("good")]
                phase.retry.maxRevisions = 1
            }
            $0.phase("review") { phase in
                phase.validators = [.contains("good")]
                phase.onRejected = .init(revise: "code", max: 1)
            }
        }
        var run = try JournaledRun(plan)
        try run.act { try $0.answer("code") }
        try run.act { try $0.answer("lint", "bad") }
        // It waits for its next attempt when the review comes.
        try run.act { try $0.fail("lint") }
        try run.act { try $0.answer("notes") }
        #expect(try run.restoration().feedback["lint"] != nil)
        try run.act { try $0.answer("review", "again") }
        try run.act { try $0.answer("code") }
        #expect(try run.restoration().feedback["lint"] == nil)
        #expect(try run.resumed().rig.request(of: "lint").feedback == nil)
    }

    @Test("attempts that are recorded are counted on; budgets are fresh")
    func attempts() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a"])])
        var run = try JournaledRun(plan)
        try run.act { try $0.fail("b") }
        try run.act { try $0.fireNext() }
        try run.act { try $0.fail("b") }
        try run.act { try $0.answer("a") }
        var rest = try run.resumed()
        #expect(rest.rig.attempts(of: "b") == [3])
        #expect(rest.rig.requests.first?.idempotencyKey == "main/b")
        for _ in 1...2 {
            try rest.act { try $0.fail("b") }
            try rest.act { try $0.fireNext() }
        }
        try rest.act { try $0.fail("b") }
        #expect(rest.rig.attempts(of: "b") == [3, 4, 5])
        #expect(rest.rig.machine.status == .failed)
    }

    @Test(
        "a failed or paused run continues where it stopped",
        arguments: [RetryPolicy.Exhaustion.fail, .pause]
    )
    func stopped(exhaustion: RetryPolicy.Exhaustion) throws {
        var run = try JournaledRun(
            try Plans.chain(.none) { $0.phase("b") { $0.retry.onExhausted = exhaustion } }
        )
        try run.act { try $0.answer("a") }
        try run.act { try $0.fail("b", isRetryable: false) }
        #expect(try run.restoration().status == (exhaustion == .pause ? .paused : .failed))
        var rest = try run.resumed()
        #expect(rest.rig.attempts(of: "b") == [2])
        try rest.act { try $0.answer("b") }
        try rest.act { try $0.answer("c") }
        #expect(rest.rig.machine.status == .succeeded)
    }

    @Test("a cancelled run keeps its commits")
    func cancelled() throws {
        var run = try JournaledRun(try Plans.chain(.none))
        try run.act { try $0.answer("a") }
        try run.act { $0.send(.cancel) }
        #expect(try run.restoration().status == .cancelled)
        #expect(try run.resumed().rig.attempts(of: "b") == [2])
    }

    @Test(
        "a commit that was recorded but not acknowledged counts; one that was cancelled does not"
    )
    func unacknowledged() throws {
        let plan = try RunPlan.of([.init("a"), .init("b"), .init("c", needs: ["a"])])
        var run = try JournaledRun(plan)
        run.unacknowledged = ["a"]
        try run.act { try $0.answer("a") }
        #expect(try run.resumed().rig.attempts(of: "c") == [1])
        try run.act { $0.send(.cancel) }
        #expect(try run.restoration().phases.isEmpty)
        #expect(try run.resumed().rig.attempts(of: "a") == [2])
    }

    @Test("work that was sent back is executed with the review, and the review is counted")
    func revision() throws {
        let plan = try RunPlan.of([
            .init("coder"), .init("reviewer", needs: ["coder"]), .init("other"),
        ]) { configuration in
            configuration.phase("reviewer") { phase in
                phase.onRejected = .init(revise: "coder", max: 1)
                phase.validators = [.contains("approved")]
            }
        }
        var run = try JournaledRun(plan)
        try run.act { try $0.answer("coder", "version 1") }
        try run.act { try $0.answer("reviewer", "use tabs") }
        // The review is recorded before the coder receives it.
        #expect(try run.resumed().rig.requests.map(\.phase) == ["coder", "other"])
        try run.act { try $0.answer("other") }
        var rest = try run.resumed()
        #expect(try rest.rig.request(of: "coder").feedback == "use tabs")
        #expect(rest.rig.attempts(of: "coder") == [3])
        try rest.act { try $0.answer("coder", "version 2") }
        #expect(try rest.rig.request(of: "reviewer").feedback == nil)
        try rest.act { try $0.answer("reviewer", "no") }
        #expect(rest.rig.machine.status == .failed, "max is for the whole run")
    }

    @Test("a rollback that is recorded is counted, and its target is given the reason")
    func rollback() throws {
        let phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"]), .init("other")]
        var run = try JournaledRun(
            try RunPlan.of(phases) { configuration in
                configuration.rollback = .to("a")
                configuration.phase("b") { $0.retry.onExhausted = .rollback }
            }
        )
        try run.act { try $0.answer("a") }
        try run.act { try $0.fail("b", "auth", isRetryable: false) }
        try run.act { try $0.answer("other") }
        var rest = try run.resumed()
        #expect(try rest.rig.request(of: "a").feedback == "auth: no luck")
        try rest.act { try $0.answer("a") }
        try rest.act { try $0.fail("b", isRetryable: false) }
        #expect(rest.rig.machine.status == .failed, "max_rollbacks is for the whole run")
        // A failed run that is resumed may roll back again.
        var again = try rest.resumed()
        try again.act { try $0.fail("b", isRetryable: false) }
        #expect(again.rig.machine.status == nil)
    }

    @Test("a degraded phase keeps its fallback, and the run is degraded")
    func degraded() throws {
        let phases: [Workflow.Phase] = [.init("a"), .init("b"), .init("c", needs: ["a", "b"])]
        var run = try JournaledRun(
            try RunPlan.of(phases) { configuration in
                configuration.phase("a") { phase in
                    phase.retry.onExhausted = .degrade
                    phase.fallback = "fallback"
                }
            }
        )
        try run.act { try $0.fail("a", isRetryable: false) }
        try run.act { try $0.answer("b") }
        var rest = try run.resumed()
        #expect(rest.rig.requests.map(\.phase) == ["c"])
        #expect(try rest.rig.request(of: "c").inputs.map(\.output.text) == ["fallback", "done"])
        try rest.act { try $0.answer("c") }
        #expect(rest.rig.machine.status == .degraded)
        #expect(rest.rig.machine.fallbacks.keys.sorted() == ["a"])
    }

    @Test(
        "a run that was being undone continues with that; what is recorded as undone is not undone again"
    )
    func compensating() throws {
        var run = try JournaledRun(try Plans.chain(.compensate) { $0.runTimeout = .seconds(60) })
        try run.act { try $0.answer("a") }
        try run.act { try $0.answer("b") }
        try run.act { try $0.fail("c", "auth", isRetryable: false) }
        try run.act { try $0.answer("b") }
        var rest = try run.resumed()
        #expect(rest.rig.undone == ["a"])
        #expect(rest.rig.attempts(of: "c").isEmpty)
        #expect(rest.rig.timers.isEmpty, "the run's deadline does not bound what undoes it")
        try rest.act { try $0.answer("a") }
        #expect(rest.rig.machine.status == .failed)
        #expect(rest.rig.machine.error?.phase == "c")
        #expect(rest.rig.machine.error?.failure.kind == "auth")
    }

    @Test("the order of the commits is remembered, and they are undone in reverse")
    func compensationOrder() throws {
        let phases: [Workflow.Phase] = [.init("x"), .init("y"), .init("z", needs: ["x", "y"])]
        var run = try JournaledRun(
            try RunPlan.of(phases) { configuration in
                configuration.rollback = .compensate
                configuration.phase("x") { $0.compensation = "undo" }
                configuration.phase("y") { $0.compensation = "undo" }
                configuration.phase("z") { $0.retry.onExhausted = .rollback }
            }
        )
        try run.act { try $0.answer("y") }
        try run.act { try $0.answer("x") }
        var rest = try run.resumed()
        try rest.act { try $0.fail("z", isRetryable: false) }
        try rest.act { try $0.answer("x") }
        try rest.act { try $0.answer("y") }
        #expect(rest.rig.undone == ["x", "y"])
        #expect(rest.rig.machine.status == .failed)
    }

    @Test("results from the cache are not undone after a resume either")
    func cachedCompensation() throws {
        var first = MachineRig.started(try Plans.chain(.none))
        try first.answer("a")
        let output = try #require(first.machine.output(of: 0))
        let header = RunHeader(try Plans.chain(.compensate), startedAt: .zero)
        let plan = try Plans.chain(.compensate)
        let commit = CommittedPhase(
            phase: "a",
            identity: try #require(plan.phases.first).identity,
            isCached: true,
            output: output
        )
        let event = Event(
            sequence: 1,
            time: .zero,
            run: plan.run,
            kind: .phaseCommitted("a", digest: output.digest)
        )
        let state = RunRestoration([.opened(header), .committed(commit), .event(event)])
        var rest = try JournaledRun(plan, restoring: state)
        try rest.act { try $0.answer("b") }
        try rest.act { try $0.fail("c", isRetryable: false) }
        try rest.act { try $0.answer("b") }
        #expect(rest.rig.undone == ["b"])
        #expect(rest.rig.machine.status == .failed)
    }
}
