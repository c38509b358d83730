import TestSupport
import Testing

@testable import Workflows

@Suite("What answers for work that a run discarded")
struct DiscardedWorkTests {
    /// `w`, which does the work, next to `t` and `u`, whose failures go back to the first phase.
    private func plan(
        _ first: PhaseID = "base",
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        let base: [PhaseID] = first == "base" ? ["base"] : []
        let phases: [Workflow.Phase] =
            base.map { .init($0) } + [.init("w", needs: base), .init("t"), .init("u")]
        return try RunPlan.of(phases) { configuration in
            configuration.rollback = .to(first)
            configuration.maxRollbacks = 2
            for phase in ["t", "u"] as [PhaseID] {
                configuration.phase(phase) { $0.retry.onExhausted = .rollback }
            }
            configuration.phase("w", configure)
        }
    }

    @Test("files of a discarded result that are late are not recorded in place of the next ones")
    func files() throws {
        var run = HeldRun(try plan())
        run.world.holdsFiles = true
        try run.answer("base", "first")
        run.record()
        try run.answer("w", "from the first", files: true)
        try run.fail("t")
        run.record()
        try run.answer("base", "second")
        run.record()
        try run.answer("w", "from the second", files: true)
        try run.keep()
        #expect(run.pendingAnswers == 0, "what it gave now has its files still to come")
        try run.keep()
        run.record()
        #expect(try run.restoration().phases["w"]?.commit?.output.text == "from the second")
    }

    @Test("a hook that waited for two rollbacks to be recorded runs once")
    func hook() throws {
        var run = HeldRun(try plan("w") { $0.hooks = [.before] })
        #expect(run.world.log.count { $0 == "before w" } == 1)
        try run.fail("t")
        try run.fail("u")
        #expect(run.world.log.count { $0 == "before w" } == 1, "nothing is durable yet")
        run.record()
        #expect(run.world.log.count { $0 == "before w" } == 2)
    }

    /// A run in whose next turn the hook before `w` runs, while another run makes what its first turn asked for.
    private func waiting() throws -> (run: HeldRun, other: ProcessHost.Member, key: CacheKey) {
        let plan = try plan { $0.hooks = [.before] }
        let place = try #require(plan.place(of: "w"))
        // What the look-up will ask for, as another run found out.
        var earlier = MachineRig.started(plan)
        try earlier.answer("base", "first")
        let key = try #require(earlier.machine.phases[place].key)
        var run = HeldRun(plan)
        let other = ProcessHost.Member(run: 99, phase: place)
        run.world.withProcess { _ = $0.lookUp(other, key, ttl: nil, now: .zero) }
        try run.answer("base", "first")
        run.record()
        run.send(.hooked(TurnID(phase: place), .before, nil))
        try #require(run.host.isWaiting)
        try run.fail("t")
        run.record()
        try run.answer("base", "second")
        run.record()
        return (run, other, key)
    }

    @Test("a result that was waited for is not taken once it is there")
    func hit() throws {
        var (run, other, key) = try waiting()
        run.world.withProcess {
            _ = $0.store(
                key,
                PhaseOutput(text: "from the first"),
                took: .zero,
                tags: [],
                by: other,
                now: .zero
            )
        }
        run.lookAgain(other.phase)
        #expect(!run.host.events.contains { $0.kindName == "cache_hit" })
        #expect(!run.host.isWaiting)
        run.send(.hooked(TurnID(phase: other.phase, number: 1), .before, nil))
        try run.answer("w", "from the second")
        run.record()
        #expect(run.host.output(of: other.phase)?.text == "from the second")
    }

    @Test("a look-up that nobody wants any more does not make the result its own to make")
    func miss() throws {
        var (run, other, key) = try waiting()
        run.world.withProcess { _ = $0.release(key, by: other) }
        run.lookAgain(other.phase)
        let third = ProcessHost.Member(run: 100, phase: other.phase)
        var answer = ProcessHost.Answer.waits
        run.world.withProcess { answer = $0.lookUp(third, key, ttl: nil, now: .zero) }
        guard case .found(.miss) = answer else {
            Issue.record("another run waits for what nobody makes: \(answer)")
            return
        }
    }
}
