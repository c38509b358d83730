import Testing

@testable import Workflows

@Suite("A review that sends work back")
struct RunRevisionTests {
    /// Coder, reviewer and writer have given their first results; the review rejects.
    private func rejected(
        max: Int = 1,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> MachineRig {
        var rig = MachineRig.started(try Plans.reviewed(max: max, configure))
        try rig.answer("coder", "version 1")
        try rig.answer("writer", "text 1")
        try rig.answer("reviewer", "use tabs")
        return rig
    }

    @Test("the coder is executed again, then everything that depends on it, and the reviewer again")
    func executedAgain() throws {
        var rig = try rejected()
        #expect(try rig.state(of: "coder") == .running)
        #expect(try rig.state(of: "writer") == .pending)
        #expect(try rig.state(of: "reviewer") == .pending)
        try rig.answer("coder", "version 2")
        #expect(try rig.request(of: "reviewer").inputs.map(\.output.text) == ["version 2"])
        try rig.answer("reviewer", "approved")
        try rig.answer("writer", "text 2")
        try rig.answer("executor")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "coder") == [1, 2])
        #expect(rig.attempts(of: "reviewer") == [1, 2])
        #expect(rig.attempts(of: "writer") == [1, 2])
        #expect(rig.attempts(of: "executor") == [1])
        #expect(rig.machine.output(of: 0)?.text == "version 2")
    }

    @Test("what is executed again is not looked up, even where the cache has it")
    func notLookedUp() throws {
        var earlier = MachineRig.started(try Plans.reviewed())
        for phase in ["coder", "writer", "executor"] as [PhaseID] {
            if phase == "executor" { try earlier.answer("reviewer", "approved") }
            try earlier.answer(phase, "good \(phase)")
        }
        var rig = MachineRig.started(
            try Plans.reviewed { $0.phases["coder"] = Self.uncached },
            cache: earlier.cache
        )
        try rig.answer("coder", "bad")
        try rig.answer("reviewer", "no")
        try rig.answer("coder", "good coder")
        #expect(rig.attempts(of: "reviewer") == [1, 2])
        #expect(rig.attempts(of: "writer") == [1, 2])
        #expect(!rig.lines.contains { $0.hasPrefix("cache_hit") })
    }

    private static let uncached: PhaseConfiguration = {
        var phase = PhaseConfiguration()
        phase.isCached = false
        return phase
    }()

    @Test("the coder is given what the review said, and nothing else is")
    func feedback() throws {
        var rig = try rejected()
        #expect(try rig.request(of: "coder").feedback == "use tabs")
        try rig.answer("coder", "version 2")
        #expect(try rig.request(of: "reviewer").feedback == nil)
        #expect(try rig.request(of: "writer").feedback == nil)
    }

    @Test("discarded results are reported, undone and forgotten")
    func discarded() throws {
        let rig = try rejected()
        let discarded = rig.lines.filter { $0.hasPrefix("phase_discarded") }
        #expect(discarded == ["phase_discarded writer", "phase_discarded coder"])
        let undone = rig.actions.compactMap { action in
            if case .discard(let phase) = action { phase } else { nil }
        }
        #expect(undone == [try rig.index(of: "writer"), try rig.index(of: "coder")])
        #expect(rig.cache.count == 0)
        #expect(rig.machine.output(of: try rig.index(of: "coder")) == nil)
    }

    @Test("the second result is kept under the phase's key, and found by the next run")
    func keptAfterwards() throws {
        var rig = try rejected()
        try rig.answer("coder", "version 2")
        try rig.answer("reviewer", "approved")
        try rig.answer("writer", "text 2")
        try rig.answer("executor")
        let next = MachineRig.started(try Plans.reviewed(), cache: rig.cache)
        #expect(next.requests.isEmpty)
        #expect(next.machine.output(of: 0)?.text == "version 2")
    }

    @Test(
        "work is sent back as often as max says; then the review's failure is the run's",
        arguments: 0...3
    )
    func max(max: Int) throws {
        var rig = MachineRig.started(try Plans.reviewed(max: max))
        for _ in 0...max {
            try rig.answer("coder")
            try rig.answer("writer")
            try rig.answer("reviewer", "no")
        }
        #expect(rig.attempts(of: "coder") == Array(1...(max + 1)))
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "reviewer")
        #expect(rig.machine.error?.failure.kind == "validation")
        let revisions = rig.events.compactMap { event -> Int? in
            guard case .revisionRequested("reviewer", "coder", let number, _) = event.kind else {
                return nil
            }
            return number
        }
        #expect(revisions == Array(1..<(max + 1)))
    }

    @Test("phases that are executed again have fresh budgets; their attempt numbers continue")
    func freshBudgets() throws {
        let plan = try Plans.reviewed { configuration in
            configuration.phases["coder", default: PhaseConfiguration()].validators = [
                .contains("version")
            ]
            configuration.phases["coder", default: PhaseConfiguration()].retry.maxRevisions = 1
        }
        var rig = MachineRig.started(plan)
        for round in 1...2 {
            try rig.fail("coder")
            try rig.fireNext()
            try rig.fail("coder")
            try rig.fireNext()
            try rig.answer("coder", "bad")
            try rig.answer("coder", "version \(round)")
            try rig.answer("writer")
            try rig.answer("reviewer", round == 1 ? "no" : "approved")
        }
        try rig.answer("executor")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.attempts(of: "coder") == Array(1...8))
        #expect(rig.delays == [1, 2, 1, 2].map { .seconds($0) })
    }

    @Test(
        "whatever a phase next to the reviewer is doing, it is cancelled and executed again",
        arguments: [PhaseState.ready, .running, .backoff, .validating, .committing]
    )
    func siblingCalledOff(state: PhaseState) throws {
        var rig = try ScriptedRun.sibling(in: state, then: .sentBack)
        #expect(rig.endings.contains("writer discarded"))
        #expect(!rig.timers.keys.contains { if case .backoff = $0 { true } else { false } })
        rig.held = []
        try rig.answer("coder", "version 2")
        #expect(try rig.state(of: "writer") == .running)
        try rig.answer("writer", "text 2")
        try rig.answer("reviewer", "approved")
        try rig.answer("executor")
        #expect(rig.machine.status == .succeeded)
    }

    @Test(
        "a commit that is being recorded when its phase is discarded is undone"
    )
    func commitUnderWay() throws {
        let rig = try ScriptedRun.sibling(in: .committing, then: .sentBack)
        let writer = try rig.index(of: "writer")
        let undone = rig.actions.contains { action in
            if case .discard(writer) = action { true } else { false }
        }
        #expect(undone)
    }

    @Test("the phases' endings of the first round stay in the report")
    func history() throws {
        var rig = try rejected()
        let coder = try rig.request(of: "coder").history
        #expect(coder.map(\.outcome) == ["revised"])
        #expect(coder.map(\.output) == ["version 1"])
        try rig.answer("coder", "version 2")
        let reviewer = try rig.request(of: "reviewer").history
        #expect(reviewer.map(\.outcome) == ["rejected"])
        #expect(reviewer.map(\.output) == ["use tabs"])
    }
}
