import TestSupport
import Testing

@testable import Workflows

@Suite("Hooks next to a phase")
struct RunHookTests {
    private let failure = OperationFailure(kind: "hook", message: "exit 1", isRetryable: false)

    private func hooked(
        _ hooks: Set<PhaseHook>,
        holding held: Set<MachineRig.Held> = [],
        cache: ResultCache = ResultCache(),
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.phase("a") { phase in
                phase.hooks = hooks
                configure(&phase)
            }
        }
        var rig = MachineRig(plan, cache: cache)
        rig.held = held
        rig.send(.start)
        return rig
    }

    private func hookLines(_ rig: MachineRig) -> [String] {
        rig.events.compactMap { event in
            guard case .hookEnded(let phase, let hook, let failure) = event.kind else { return nil }
            return "\(phase) \(hook.rawValue)" + (failure == nil ? "" : " failed")
        }
    }

    @Test("one runs before the look-up and one after the commit")
    func order() throws {
        var rig = try hooked([.before, .after, .onFailure])
        try rig.answer("a")
        #expect(
            rig.lines == [
                "run_started", "phase_started a", "hook_ended a", "cache_missed a",
                "attempt_started a 1", "attempt_ended a 1", "phase_committed a", "phase_ended a",
                "hook_ended a", "phase_started b", "cache_missed b", "attempt_started b 1",
            ]
        )
        #expect(hookLines(rig) == ["a before", "a after"])
    }

    @Test("on a failure they run before it, then once no attempt is left")
    func onFailure() throws {
        var rig = try hooked([.before, .after, .onFailure])
        for _ in 1...2 {
            try rig.fail("a")
            try rig.fireNext()
        }
        #expect(hookLines(rig) == ["a before"])
        try rig.fail("a")
        #expect(hookLines(rig) == ["a before", "a on_failure"])
        #expect(rig.lines.suffix(3) == ["hook_ended a", "phase_ended a", "run_ended"])
        #expect(rig.machine.status == .failed)
    }

    @Test("nothing is looked up before the hook before a phase is over")
    func waitsForBefore() throws {
        var rig = try hooked([.before], holding: [.hook("a", .before)])
        #expect(rig.lines == ["run_started", "phase_started a"])
        try rig.release(.hook("a", .before))
        #expect(try rig.state(of: "a") == .running)
    }

    @Test("a hook before a phase that fails fails the phase; its agent is not called")
    func beforeFails() throws {
        var rig = try hooked([.before, .onFailure], holding: [.hook("a", .before)])
        try rig.release(.hook("a", .before), with: .hooked(TurnID(phase: 0), .before, failure))
        #expect(rig.requests.isEmpty)
        #expect(hookLines(rig) == ["a before failed", "a on_failure"])
        #expect(rig.machine.error == RunError(phase: "a", failure: failure))
        #expect(rig.machine.status == .failed)
    }

    @Test("its failure takes the phase's way out")
    func beforeDegrades() throws {
        var rig = try hooked([.before], holding: [.hook("a", .before)]) { phase in
            phase.retry.onExhausted = .degrade
            phase.fallback = "fallback"
        }
        try rig.release(.hook("a", .before), with: .hooked(TurnID(phase: 0), .before, failure))
        #expect(try rig.request(of: "b").inputs.map(\.output.text) == ["fallback"])
    }

    @Test("dependants, and the end of the run, wait for the hook after a phase")
    func waitsForAfter() throws {
        var rig = try hooked([.after], holding: [.hook("a", .after)])
        try rig.answer("a")
        #expect(try rig.state(of: "a") == .committed)
        #expect(try rig.state(of: "b") == .pending)
        try rig.release(.hook("a", .after))
        #expect(try rig.state(of: "b") == .running)

        var last = MachineRig(try Plans.single { $0.hooks = [.after] })
        last.held = [.hook("a", .after)]
        last.send(.start)
        try last.answer("a")
        #expect(last.machine.status == nil)
        try last.release(.hook("a", .after))
        #expect(last.machine.status == .succeeded)
    }

    @Test("a failing hook after a phase is reported, and takes nothing back")
    func afterFails() throws {
        var rig = try hooked([.after], holding: [.hook("a", .after)])
        try rig.answer("a")
        try rig.release(.hook("a", .after), with: .hooked(TurnID(phase: 0), .after, failure))
        #expect(hookLines(rig) == ["a after failed"])
        try rig.answer("b")
        #expect(rig.machine.status == .succeeded)
    }

    @Test("while a hook on a failure runs, nothing starts; what runs continues")
    func startsNothing() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("busy"), .init("next", needs: ["busy"]),
        ]) { configuration in
            configuration.phase("a") { phase in
                phase.hooks = [.onFailure]
                phase.retry.onExhausted = .degrade
                phase.fallback = "fallback"
            }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("a", .onFailure)]
        rig.send(.start)
        try rig.fail("a", isRetryable: false)
        try rig.answer("busy")
        #expect(try rig.state(of: "busy") == .committed)
        #expect(try rig.state(of: "next") == .pending)
        try rig.release(.hook("a", .onFailure))
        #expect(try rig.state(of: "a") == .degraded)
        #expect(try rig.state(of: "next") == .running)
    }

    @Test("two failures with hooks: the first whose hook is over takes its way out")
    func twoFailures() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            for phase in ["a", "b"] as [PhaseID] {
                configuration.phase(phase) { $0.hooks = [.onFailure] }
            }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("a", .onFailure), .hook("b", .onFailure)]
        rig.send(.start)
        try rig.fail("a", "one", isRetryable: false)
        try rig.fail("b", "two", isRetryable: false)
        try rig.release(.hook("b", .onFailure))
        #expect(rig.machine.error?.failure.kind == "two")
        #expect(rig.endings == ["b failed", "a failed"])
    }

    @Test("hooks run next to a cached result, too")
    func cached() throws {
        var first = try hooked([])
        try first.answer("a")
        let rig = try hooked([.before, .after], cache: first.cache)
        #expect(rig.endings == ["a cached"])
        #expect(hookLines(rig) == ["a before", "a after"])
    }

    @Test("a rollback gives a phase its hooks again")
    func again() throws {
        var rig = try hooked([.before, .onFailure]) { $0.retry.onExhausted = .rollback }
        try rig.fail("a", isRetryable: false)
        #expect(hookLines(rig) == ["a before", "a on_failure", "a before"])
        #expect(rig.attempts(of: "a") == [1, 2])
    }

    @Test("work that is sent back while a hook runs after it is executed again, hook included")
    func discardedWhileSettling() throws {
        let plan = try Plans.reviewed { $0.phase("writer") { $0.hooks = [.after] } }
        var rig = MachineRig(plan)
        rig.held = [.hook("writer", .after)]
        rig.send(.start)
        try rig.answer("coder")
        try rig.answer("writer")
        try rig.answer("reviewer", "no")
        #expect(try rig.state(of: "writer") == .pending)
        rig.held = []
        try rig.answer("coder", "again")
        try rig.answer("writer", "again")
        try rig.answer("reviewer", "approved")
        try rig.answer("executor")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "executor") == [1])
    }

    @Test("cancelling while a hook runs ends the run without it", arguments: PhaseHook.allCases)
    func cancelled(hook: PhaseHook) throws {
        var rig = try hooked([hook], holding: [.hook("a", hook)])
        if hook == .after { try rig.answer("a") }
        if hook == .onFailure { try rig.fail("a", isRetryable: false) }
        rig.send(.cancel)
        #expect(rig.machine.status == .cancelled)
        let ending = [PhaseHook.before: "cancelled", .after: "committed", .onFailure: "failed"]
        #expect(rig.endings == ["a \(ending[hook] ?? "")"])
        let before = rig.events.count
        try rig.release(.hook("a", hook))
        #expect(rig.events.count == before)
    }
}
