import Synchronization
import TestSupport
import Testing

@testable import Workflows

@Suite("What a run does while a decision is being recorded")
struct HeldDecisionTests {
    /// A critic whose first output is rejected, which is recorded, next to others.
    private func plan(
        parallel names: [PhaseID] = ["a"],
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of((["critic"] + names).map { Workflow.Phase($0) }) { configuration in
            configuration.phase("critic") { $0.validators = [.contains("good")] }
            configure(&configuration)
        }
    }

    @Test("a commit goes to the journal behind the decision, and counts")
    func commit() throws {
        var run = HeldRun(try plan())
        try run.answer("critic", "bad")
        try run.answer("a")
        #expect(run.pendingAnswers == 2)
        #expect(run.world.log == ["call critic 1", "call a 1"], "the decision is not durable yet")
        run.record()
        #expect(run.world.log.last == "call critic 2")
        #expect(try run.restoration(after: 2).phases.keys.sorted() == ["a"])
    }

    @Test("a cancel that comes while a commit waits with a decision is the journal's last word")
    func cancel() throws {
        var run = HeldRun(try plan())
        try run.answer("critic", "bad")
        try run.answer("a")
        run.send(.cancel)
        #expect(!run.host.isFinished, "nobody knows of the cancel yet")
        run.record()
        #expect(run.host.isFinished)
        #expect(run.world.entries.last?.status == .cancelled)
        let restoration = try run.restoration()
        #expect(restoration.status == .cancelled)
        #expect(restoration.phases.isEmpty)
        #expect(restoration.events.last?.kind == .runEnded(status: .cancelled, error: nil))
    }

    @Test("the run's deadline that comes then is the journal's last word")
    func deadline() throws {
        var run = HeldRun(try plan { $0.runTimeout = .seconds(10) })
        try run.answer("critic", "bad")
        try run.answer("a")
        run.world.now = .seconds(10)
        run.send(.fired(.run))
        run.record()
        #expect(run.host.isFinished)
        #expect(run.world.entries.last?.status == .failed)
        #expect(try run.restoration().status == .failed)
        #expect(try run.restoration().phases.isEmpty)
    }

    @Test("the time that a decision takes to be recorded is no attempt's")
    func limit() throws {
        var run = HeldRun(
            try plan { $0.phase("critic") { $0.attemptTimeout = .seconds(10) } }
        )
        #expect(run.world.limits["critic"] == .seconds(10))
        run.world.now = .seconds(1)
        try run.answer("critic", "bad")
        run.world.now = .seconds(6)
        run.record()
        #expect(run.world.log.last == "call critic 2")
        #expect(run.world.limits["critic"] == .seconds(16))
    }

    @Test("an attempt that was cancelled before it began is not made")
    func call() throws {
        var run = HeldRun(try plan())
        try run.answer("critic", "bad")
        run.send(.cancel)
        run.record()
        #expect(!run.world.log.contains("call critic 2"))
    }

    @Test("a hook after a phase that waited when the run ended is left to who resumes it")
    func hook() throws {
        var run = HeldRun(try plan { $0.phase("a") { $0.hooks = [.after] } })
        try run.answer("a")
        try run.answer("critic", "bad")
        run.record(1)
        run.send(.cancel)
        run.record()
        #expect(run.host.isFinished)
        #expect(!run.world.log.contains("after a"))
        #expect(try run.restoration().decisions.unsettled == ["a"])
    }

    @Test(
        "a result that was discarded while it waited does not come back",
        arguments: [true, false]
    )
    func discarded(files: Bool) throws {
        let phases: [Workflow.Phase] = [
            .init("coder"), .init("critic"), .init("tester", needs: ["coder"]),
            .init("writer", needs: ["coder"]), .init("executor", needs: ["tester", "writer"]),
        ]
        let plan = try RunPlan.of(phases) { configuration in
            configuration.rollback = .to("coder")
            configuration.phase("critic") { $0.validators = [.contains("good")] }
            configuration.phase("tester") { $0.retry.onExhausted = .rollback }
        }
        var run = HeldRun(plan)
        try run.answer("coder", "draft")
        run.record()
        try run.answer("critic", "bad")
        try run.answer("writer", files: files)
        try run.fail("tester")
        run.record()
        #expect(!run.world.log.contains("keep writer"))
        #expect(run.world.log.contains("call critic 2"), "nobody took that back")
        #expect(run.world.log.last == "call coder 2")
        let restoration = try run.restoration(after: .max - 1)
        #expect(restoration.phases.isEmpty)
        #expect(restoration.decisions.discarded.contains("coder"))
    }

    /// A cache on a disk that says what it keeps and forgets.
    private final class NotedResults: SharedResults {
        let log = Mutex<[String]>([])

        func lookUp(
            _ key: CacheKey,
            ttl: Duration?,
            now: Duration,
            finding: LookUpPassage.Finding
        ) -> CacheLookUp {
            .miss(because: [])
        }

        func holdings(of key: CacheKey, ttl: Duration?, now: Duration) -> CacheHoldings {
            CacheHoldings()
        }

        func store(
            _ key: CacheKey,
            output: PhaseOutput,
            now: Duration,
            tags: [String],
            limits: CacheLimits
        ) -> StoredUse {
            log.withLock { $0.append("store \(output.text)") }
            return StoredUse(evicted: 1)
        }

        func remove(_ key: Digest) { log.withLock { $0.append("remove") } }
        func invalidate(tag: String) {}
        func tryLead(_ key: Digest) -> Bool { true }
        func endLead(_ key: Digest) {}
    }

    @Test("a result that was discarded while it waited is not kept for others")
    func store() throws {
        let results = NotedResults()
        let plan = try plan(parallel: ["a", "b"]) { configuration in
            configuration.rollback = .to("a")
            configuration.phase("b") { $0.retry.onExhausted = .rollback }
        }
        var run = HeldRun(plan, shared: results)
        try run.answer("a", "draft")
        try run.answer("critic", "bad")
        run.record(1)
        #expect(results.log.withLock { $0 } == [], "the decision is not durable yet")
        try run.fail("b")
        run.record()
        #expect(results.log.withLock { Set($0) } == ["remove"])
        #expect(run.world.log.last == "call b 2")
    }

    @Test("what several results evicted while they waited is reported for each")
    func evictions() throws {
        var run = HeldRun(try plan(parallel: ["a", "b", "c"]) { $0.cacheLimits.entries = 1 })
        for phase in ["a", "b", "c"] as [PhaseID] { try run.answer(phase, phase.name) }
        try run.answer("critic", "bad")
        run.record()
        let evicted = run.host.events.compactMap { event -> PhaseID? in
            if case .cacheEvicted(let phase, count: 1) = event.kind { phase } else { nil }
        }
        #expect(evicted == ["b", "c"])
        #expect(run.host.trace.evicted == 2)
    }

    @Test("with nothing left to write, what was decided waits for the entry that it is in")
    func nothingToWrite() throws {
        let plan = try plan(parallel: ["a", "b"]) { configuration in
            configuration.phase("b") { phase in
                phase.isCached = false
                phase.hooks = [.before]
            }
        }
        var run = HeldRun(plan)
        try run.answer("a")
        run.host.record(nil, in: &run.world)
        #expect(run.pendingAnswers == 1)
        run.send(.hooked(TurnID(phase: try #require(plan.place(of: "b"))), .before, nil))
        #expect(!run.world.log.contains("call b 1"))
        run.record()
        #expect(run.world.log.last == "call b 1")
    }

    @Test("the run ends once every entry is recorded, the one of a phase that its deadline met too")
    func end() throws {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) {
            $0.runTimeout = .seconds(10)
        }
        var run = HeldRun(plan)
        try run.answer("a")
        run.world.now = .seconds(10)
        run.send(.fired(.run))
        #expect(!run.host.isFinished)
        run.record()
        #expect(run.host.isFinished)
        #expect(run.host.trace.status == .failed)
        #expect(try run.restoration().phases.isEmpty)
    }

    @Test("of several failures of the journal the first is kept, and nothing that waited is done")
    func firstFailure() throws {
        var run = HeldRun(try plan())
        try run.answer("critic", "bad")
        try run.answer("a")
        run.record(1, failing: "disk full")
        run.record(failing: "the entry before is missing")
        #expect(run.host.isFinished)
        #expect(run.host.trace.recordingFailure?.message == "disk full")
        #expect(run.host.trace.error?.failure.message == "disk full")
        #expect(!run.world.log.contains("call critic 2"))
    }
}
