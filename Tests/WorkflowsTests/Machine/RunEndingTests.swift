import TestSupport
import Testing

@testable import Workflows

@Suite("The end of a run")
struct RunEndingTests {
    /// A run whose last commit is being recorded.
    private func closing() throws -> MachineRig {
        var rig = MachineRig(try Plans.single(runTimeout: .seconds(10)))
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a")
        return rig
    }

    private static let endings: [(Signal, RunStatus)] = [
        (.cancel, .cancelled), (.fired(.run), .failed),
    ]

    @Test(
        "what would end it while the last commit is being recorded comes too late",
        arguments: [0, 1]
    )
    func deferred(ending: Int) throws {
        var rig = try closing()
        rig.send(Self.endings[ending].0)
        #expect(rig.machine.status == nil)
        try rig.release(.commit("a"))
        #expect(rig.machine.status == .succeeded)
        #expect(rig.endings == ["a committed"])
        #expect(rig.cache.count == 1)
    }

    @Test("it is taken up where that commit cannot be recorded", arguments: [0, 1])
    func takenUp(ending: Int) throws {
        var rig = try closing()
        rig.send(Self.endings[ending].0)
        let failure = OperationFailure(kind: "no_space", message: "full")
        try rig.release(.commit("a"), with: .appendFailed(phase: 0, failure))
        // A journal that fails stops the run, whose deadline nobody can record any more.
        #expect(rig.machine.status == (ending == 0 ? .cancelled : .interrupted))
        #expect(rig.endings == ["a cancelled"])
        #expect(rig.cache.count == 0)
    }

    @Test("while any other commit is being recorded, cancelling takes effect at once")
    func notClosing() throws {
        var rig = MachineRig(try RunPlan.of([.init("a"), .init("b", needs: ["a"])]))
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a")
        rig.send(.cancel)
        #expect(rig.machine.status == .cancelled)
        #expect(rig.endings == ["a cancelled"])
        let before = rig.events.count
        try rig.release(.commit("a"))
        #expect(rig.events.count == before)
    }

    @Test("the last commit is not the last where a hook follows it")
    func hookFollows() throws {
        var rig = MachineRig(try Plans.single { $0.hooks = [.after] })
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a")
        rig.send(.cancel)
        #expect(rig.machine.status == .cancelled)
    }

    @Test("a run can be cancelled after the commit of a phase, which then counts")
    func cancelsAfter() throws {
        var rig = MachineRig(try RunPlan.of([.init("a"), .init("b", needs: ["a"]), .init("c")]))
        rig.cancel(after: "a")
        rig.send(.start)
        try rig.answer("a")
        #expect(rig.machine.status == .cancelled)
        #expect(rig.endings == ["a committed", "c cancelled"])
        #expect(rig.machine.committedOutputs.keys.sorted() == ["a"])
        #expect(rig.cache.count == 1)
    }

    @Test("after the commit that ends the run there is nothing left to call off")
    func cancelsAfterLast() throws {
        var rig = MachineRig(try Plans.single())
        rig.cancel(after: "a")
        rig.send(.start)
        try rig.answer("a")
        #expect(rig.machine.status == .succeeded)
    }

    @Test("phases whose turn never came are blocked, and leave no event")
    func blocked() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
        ])
        var failed = MachineRig.started(plan)
        try failed.answer("a")
        try failed.fail("b", isRetryable: false)
        #expect(try failed.state(of: "c") == .blocked)
        #expect(!failed.lines.contains { $0.hasSuffix(" c") })
        var cancelled = MachineRig.started(plan)
        cancelled.send(.cancel)
        #expect(try cancelled.state(of: "b") == .blocked)
        #expect(try cancelled.state(of: "c") == .blocked)
    }

    @Test(
        "a phase that took much longer than ever is reported before it is committed",
        arguments: [true, false]
    )
    func anomaly(isMonitored: Bool) throws {
        var plan = try RunPlan.of([.init("a")]) { $0.isMonitored = isMonitored }
        plan.slowLimits = ["a": .seconds(5)]
        var rig = MachineRig.started(plan)
        rig.now = .seconds(6)
        try rig.answer("a")
        let found = rig.events.map(\.kind).contains(
            .anomalyFound("a", took: .seconds(6), limit: .seconds(5))
        )
        #expect(found == isMonitored)
        var quick = MachineRig.started(plan)
        quick.now = .seconds(5)
        try quick.answer("a")
        #expect(!quick.lines.contains { $0.hasPrefix("anomaly_found") })
    }
}
