import TestSupport
import Testing

@testable import Workflows

@Suite("The budgets of a run and its phases")
struct RunBudgetTests {
    private func budget(_ change: (inout UsageBudget) -> Void) -> UsageBudget {
        var budget = UsageBudget()
        change(&budget)
        return budget
    }

    private func plan(
        _ budget: UsageBudget,
        phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])],
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try .of(phases) {
            $0.budget = budget
            $0.everywhere { $0.isCached = false }
            configure(&$0)
        }
    }

    private func answer(
        _ rig: inout MachineRig,
        _ phase: PhaseID,
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) throws {
        let usage = Usage(tokens: tokens, costMicros: costMicros, calls: calls)
        let answer = AgentAnswer(output: PhaseOutput(text: "done"), usage: usage)
        rig.send(.ended(try rig.call(of: phase), .success(answer)))
    }

    @Test("a call that takes the run above its limit fails its phase, which is not tried again")
    func exceeded() throws {
        var rig = MachineRig.started(try plan(budget { $0.tokens = 100 }))
        try answer(&rig, "a", tokens: 60)
        try answer(&rig, "b", tokens: 41)
        #expect(rig.machine.status == .failed)
        #expect(rig.machine.error?.phase == "b")
        #expect(rig.machine.error?.failure.kind == "budget")
        #expect(
            rig.machine.error?.failure.message
                == "the run's budget of 100 tokens is exceeded: 101 used"
        )
        #expect(rig.endings == ["a committed", "b failed"])
        #expect(rig.attempts(of: "b") == [1])
        let record = RunRecord(run: .init(name: "main"), events: rig.events)
        #expect(record.tokens == 101, "what it cost is reported all the same")
    }

    @Test("at a limit what ends is in time, and no further call starts")
    func reached() throws {
        var rig = MachineRig.started(try plan(budget { $0.costMicros = 2_500_000 }))
        try answer(&rig, "a", costMicros: 2_500_000)
        #expect(rig.endings == ["a committed", "b failed"])
        #expect(rig.attempts(of: "b").isEmpty)
        #expect(rig.machine.error?.phase == "b")
        #expect(
            rig.machine.error?.failure.message
                == "the run's budget of a cost of 2.5 is used up: 2.5 spent"
        )
    }

    @Test("requests are those of the engine and of the agent itself, failed ones too")
    func requests() throws {
        var rig = MachineRig.started(try plan(budget { $0.requests = 4 }))
        try rig.fail("a")
        try rig.fireNext()
        try answer(&rig, "a", calls: 2)
        try answer(&rig, "b")
        #expect(rig.machine.status == .succeeded)
        rig = MachineRig.started(try plan(budget { $0.requests = 3 }))
        try rig.fail("a")
        try rig.fireNext()
        try answer(&rig, "a", calls: 3)
        #expect(rig.machine.error?.failure.kind == "budget")
        #expect(rig.machine.error?.phase == "a")
    }

    @Test("a failed call that leaves no room is not followed by a delay")
    func noRetry() throws {
        var rig = MachineRig.started(try plan(budget { $0.requests = 1 }))
        try rig.fail("a")
        #expect(rig.delays.isEmpty)
        #expect(rig.machine.error?.failure.kind == "budget")
        let message = rig.machine.error?.failure.message ?? ""
        #expect(message.hasSuffix("the last call failed with rate_limit: no luck"))
    }

    @Test("a budget of nothing lets no call start")
    func nothing() throws {
        let rig = MachineRig.started(try plan(budget { $0.requests = 0 }))
        #expect(rig.machine.error?.failure.kind == "budget")
        #expect(rig.requests.isEmpty)
        #expect(rig.machine.status == .failed)
    }

    @Test("calls at work end where the run's budget is used up")
    func atWork() throws {
        let phases: [Workflow.Phase] = [.init("a"), .init("b"), .init("c", needs: ["a", "b"])]
        var rig = MachineRig.started(try plan(budget { $0.tokens = 100 }, phases: phases))
        try answer(&rig, "a", tokens: 100)
        #expect(rig.endings.contains("a committed"))
        #expect(rig.endings.contains("b failed"))
        #expect(rig.machine.error?.phase == "b")
        #expect(
            rig.actions.contains {
                if case .cancelCall(let call) = $0 { call.phase == 1 } else { false }
            }
        )
    }

    @Test("a phase has its own budget, and takes its own way out")
    func ofPhase() throws {
        let limited = budget { $0.tokens = 10 }
        var rig = MachineRig.started(
            try plan(UsageBudget()) {
                $0.phase("a") { phase in
                    phase.budget = limited
                    phase.fallback = "nothing today"
                    phase.retry.onExhausted = .degrade
                }
            }
        )
        try answer(&rig, "a", tokens: 11)
        #expect(try rig.state(of: "a") == .degraded)
        try answer(&rig, "b", tokens: 1000)
        #expect(rig.machine.status == .degraded)
    }

    @Test("what comes from the cache costs nothing")
    func cached() throws {
        let plan = try plan(budget { $0.requests = 2 }) { $0.everywhere { $0.isCached = true } }
        var rig = MachineRig.started(plan)
        try answer(&rig, "a")
        try answer(&rig, "b")
        #expect(rig.machine.status == .succeeded)
        let warm = try self.plan(budget { $0.requests = 0 }) {
            $0.everywhere { $0.isCached = true }
        }
        let second = MachineRig.started(warm, cache: rig.cache)
        #expect(second.machine.status == .succeeded)
    }

    @Test("undoing is not bounded")
    func undoing() throws {
        let tight = budget { $0.requests = 2 }
        var rig = MachineRig.started(
            try Plans.chain(.compensate) {
                $0.budget = tight
                $0.everywhere { $0.isCached = false }
            }
        )
        try answer(&rig, "a")
        try answer(&rig, "b")
        #expect(rig.undone == ["b"])
        try answer(&rig, "b")
        try answer(&rig, "a")
        #expect(rig.undone == ["b", "a"])
        #expect(rig.machine.error?.failure.kind == "budget")
    }

    @Test("a rollback does not give a fresh budget")
    func rollback() throws {
        let tight = budget { $0.requests = 1 }
        var rig = MachineRig.started(
            try Plans.single {
                $0.isCached = false
                $0.budget = tight
                $0.retry.onExhausted = .rollback
            }
        )
        try rig.fail("a")
        #expect(rig.machine.status == .failed)
        #expect(rig.attempts(of: "a") == [1])
    }

    @Test("a rejected output that used the last of it is not asked for again")
    func revision() throws {
        let tight = budget { $0.requests = 1 }
        var rig = MachineRig.started(
            try Plans.single {
                $0.isCached = false
                $0.budget = tight
                $0.validators = [.contains("good")]
            }
        )
        try rig.answer("a", "bad")
        #expect(rig.machine.error?.failure.kind == "budget")
        #expect(rig.attempts(of: "a") == [1])
    }

    @Test("a resumed run continues what was used", arguments: [(1, true), (2, false)])
    func resumed(limit: Int, isUsedUp: Bool) throws {
        let plan = try plan(budget { $0.requests = limit })
        var rig = MachineRig.started(plan)
        try rig.fail("a", isRetryable: false)
        let records = rig.events.map { JournalRecord.event($0) }
        let resumed = MachineRig(plan, restoring: RunRestoration(records))
        var next = resumed
        next.send(.start)
        #expect((next.machine.error?.failure.kind == "budget") == isUsedUp)
        #expect(next.requests.isEmpty == isUsedUp)
    }

    @Test("what others do with their room is not touched by a limit of one phase")
    func beside() throws {
        let limited = budget { $0.tokens = 10 }
        var rig = MachineRig.started(
            try plan(UsageBudget(), phases: [.init("a"), .init("b")]) {
                $0.failsFast = false
                $0.phase("a") { $0.budget = limited }
            }
        )
        try answer(&rig, "a", tokens: 50)
        try answer(&rig, "b", tokens: 50)
        #expect(rig.endings.contains("b committed"))
        #expect(rig.machine.error?.phase == "a")
    }

    @Test("usage that no number can hold stays the largest")
    func overflow() throws {
        var spent = SpentUsage()
        spent.add(Usage(tokens: .max), calls: .max)
        spent.add(Usage(tokens: .max, costMicros: -5), calls: .max)
        #expect(spent.excess(over: budget { $0.tokens = .max }) == nil)
        #expect(spent.exhaustion(of: budget { $0.tokens = .max }) != nil)
        #expect(
            spent.exhaustion(of: budget { $0.costMicros = 0 }) == "a cost of 0 is used up: 0 spent"
        )
    }
}
