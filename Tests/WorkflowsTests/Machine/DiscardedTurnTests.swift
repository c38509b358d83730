import TestSupport
import Testing

@testable import Workflows

@Suite("What answers for a turn that was discarded")
struct DiscardedTurnTests {
    /// `w`, which does the work, next to `t`, whose failure goes back to what both depend on.
    private func plan(_ configure: (inout PhaseConfiguration) -> Void) throws -> RunPlan {
        try RunPlan.of([.init("base"), .init("w", needs: ["base"]), .init("t", needs: ["base"])]) {
            $0.rollback = .to("base")
            $0.phase("t") { $0.retry.onExhausted = .rollback }
            $0.phase("w", configure)
        }
    }

    /// The rollback, and the next turn of the base.
    private func discard(_ rig: inout MachineRig) throws {
        try rig.fail("t", isRetryable: false)
        #expect(rig.endings.contains("w discarded") || rig.lines.contains("phase_discarded w"))
        try rig.answer("base", "second")
    }

    @Test("a verdict on a discarded output says nothing of the next one", arguments: [true, false])
    func verdict(isFirstGood: Bool) throws {
        var rig = MachineRig(try plan { $0.validators = [.contains("good")] })
        rig.held = [.validation("w")]
        rig.send(.start)
        try rig.answer("base", "first")
        try rig.answer("w", isFirstGood ? "good" : "poor")
        try discard(&rig)
        try rig.answer("w", isFirstGood ? "poor" : "good")
        let before = rig.lines
        try rig.release(.validation("w"))
        #expect(try rig.state(of: "w") == .validating)
        #expect(rig.lines == before)
        try rig.release(.validation("w"))
        #expect(try rig.state(of: "w") == (isFirstGood ? .running : .committed))
    }

    @Test("a review that sends work back drops the verdict on what was made next to it")
    func review() throws {
        let plan = try Plans.reviewed { $0.phase("writer") { $0.validators = [.contains("good")] } }
        var rig = MachineRig(plan)
        rig.held = [.validation("writer")]
        rig.send(.start)
        try rig.answer("coder", "draft")
        try rig.answer("writer", "good")
        try rig.answer("reviewer", "use tabs")
        try rig.answer("coder", "with tabs")
        try rig.answer("writer", "poor")
        try rig.release(.validation("writer"))
        #expect(try rig.state(of: "writer") == .validating)
        try rig.release(.validation("writer"))
        #expect(rig.lines.contains("validation_failed writer 2"))
        #expect(!rig.endings.contains("writer committed"))
    }

    /// `w`'s turn before asked for a result from the first inputs; in its next turn the hook before it runs.
    private func asked(_ cache: ResultCache) throws -> MachineRig {
        var rig = MachineRig(try plan { $0.hooks = [.before] }, cache: cache)
        rig.held = [.lookUp("w")]
        rig.send(.start)
        try rig.answer("base", "first")
        rig.held.insert(.hook("w", .before))
        try discard(&rig)
        try #require(try rig.state(of: "w") == .ready)
        return rig
    }

    @Test("a result made from inputs that were discarded is not taken")
    func hit() throws {
        let plan = try plan { $0.hooks = [.before] }
        var first = MachineRig.started(plan)
        try first.answer("base", "first")
        try first.answer("w", "from the first")
        var rig = try asked(first.cache)
        try rig.release(.lookUp("w"))
        #expect(try rig.state(of: "w") == .ready, "its hook has not ended")
        #expect(!rig.lines.contains("cache_hit w"))
        try rig.release(.hook("w", .before))
        try rig.answer("w", "from the second")
        #expect(rig.machine.output(of: try rig.index(of: "w"))?.text == "from the second")
    }

    @Test("a look-up that found nothing lets others make the result, and does not call the agent")
    func miss() throws {
        var rig = try asked(ResultCache())
        let before = rig.actions.count
        try rig.release(.lookUp("w"))
        #expect(try rig.state(of: "w") == .ready, "its hook has not ended")
        let released = rig.actions[before...].compactMap { action in
            if case .release(let key) = action { key.phase } else { nil }
        }
        #expect(released == ["w"])
        #expect(rig.attempts(of: "w") == [])
    }

    @Test("files that were read before the rollback are not part of the next key")
    func files() throws {
        let phases: [Workflow.Phase] = [
            .init("base"), .init("w", needs: ["base"]), .init("t", needs: ["base"]),
        ]
        let performers = Dictionary(
            uniqueKeysWithValues: phases.map {
                let identity = AgentIdentity(id: $0.agent)
                return ($0.agent, RunPlan.Performer(identity: identity, readsFiles: $0.id == "w"))
            }
        )
        let plan = try RunPlan.of(phases, performers: performers) {
            $0.rollback = .to("base")
            $0.phase("t") { $0.retry.onExhausted = .rollback }
        }
        var rig = MachineRig(plan)
        rig.held = [.files("w")]
        rig.send(.start)
        try rig.answer("base", "first")
        try discard(&rig)
        try rig.release(.files("w"))
        #expect(try rig.state(of: "w") == .ready)
        try rig.release(.files("w"))
        #expect(try rig.state(of: "w") == .running)
    }

    @Test("the end of its hook does not end the one of the next turn", arguments: [false, true])
    func hook(isAfter: Bool) throws {
        let hook = isAfter ? PhaseHook.after : .before
        var rig = MachineRig(try plan { $0.hooks = [hook] })
        rig.held = [.hook("w", hook)]
        rig.send(.start)
        try rig.answer("base", "first")
        if isAfter { try rig.answer("w") }
        try discard(&rig)
        if isAfter { try rig.answer("w") }
        try rig.release(.hook("w", hook))
        #expect(!rig.lines.contains("hook_ended w"))
        #expect(try rig.state(of: "w") == (isAfter ? .committed : .ready))
        try rig.release(.hook("w", hook))
        #expect(rig.lines.count { $0 == "hook_ended w" } == 1)
        #expect(try rig.state(of: "w") == (isAfter ? .committed : .running))
    }
}
