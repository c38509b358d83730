import Faults
import Invariants
import TestSupport
import Testing

@testable import Workflows

@Suite("Limits of what calls use, of contexts and of the cache")
struct LimitTests {
    /// What a limit is set for, by the run or by the phase.
    struct Limit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let set: @Sendable (inout UsageBudget) -> Void
        let message: String
    }

    static let limits = [
        Limit(testDescription: "tokens", set: { $0.tokens = 100 }, message: "120 tokens are used"),
        Limit(testDescription: "cost", set: { $0.costMicros = 5_000_000 }, message: "6 is spent"),
        Limit(
            testDescription: "requests",
            set: { $0.requests = 3 },
            message: "4 requests are made"
        ),
    ]

    private let answer = AgentAnswer(
        output: PhaseOutput(text: "done"),
        usage: Usage(tokens: 60, costMicros: 3_000_000, calls: 2)
    )

    private func run(_ plan: RunPlan, forgets: Bool) throws -> ObservedRun {
        var filter = Sabotage.Filter.honest
        if forgets {
            filter.forgets = { signal, count in
                guard count == 0, case .ended(_, .success) = signal else { return nil }
                count += 1
                return [signal]
            }
        }
        var world = SabotagedWorld(filter, agents: ["a": .init(answers: [answer])])
        return try world.run(plan)
    }

    @Test(
        "what a call uses is within the limit, and twice that is not",
        arguments: limits,
        [false, true]
    )
    func usage(_ limit: Limit, isOfPhase: Bool) throws {
        let plan = try RunPlan.of([.init("a")]) { configuration in
            if isOfPhase {
                configuration.phase("a") { limit.set(&$0.budget) }
            } else {
                limit.set(&configuration.budget)
            }
        }
        let honest = try run(plan, forgets: false)
        #expect(honest.trace?.status == .succeeded)
        #expect(Invariant.bounds.violation(in: [honest]) == nil)
        let twice = try run(plan, forgets: true)
        let message = try #require(Invariant.bounds.violation(in: [twice])?.message)
        #expect(message.hasPrefix("attempt 1 of a succeeds although \(limit.message), at most "))
        #expect(message.hasSuffix("for the phase") == isOfPhase)
    }

    @Test(
        "what a run used before its process died counts when it is resumed",
        arguments: [true, false]
    )
    func resumed(isTold: Bool) throws {
        // The journal of the dead run has its usage; the host that is told of no limit does not look.
        var filter = Sabotage.Filter.honest
        let chain: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])]
        let plan = try RunPlan.of(chain) { $0.budget.tokens = 60 }
        if !isTold { filter.order = { _ in try RunPlan.of(chain) } }
        var world = SabotagedWorld(filter, agents: ["a": .init(answers: [answer])])
        let runs = [
            try world.run(plan, death: .afterCommit(of: "a")),
            try world.run(plan, resuming: "main"),
        ]
        let violation = Invariant.bounds.violation(in: runs)
        if isTold {
            #expect(violation == nil)
            #expect(runs.last?.trace?.error?.failure.kind == "budget")
        } else {
            #expect(
                violation?.message
                    == "attempt 1 of b starts although 60 tokens are used, at most 60 are allowed"
            )
        }
    }

    @Test(
        "a host that is told of another context gives what the settings leave out",
        arguments: [
            (true, "is given 1 earlier attempts, and the context has no history"),
            (false, "is given feedback, and the context has none"),
        ]
    )
    func context(isOfHistory: Bool, message: String) throws {
        @Sendable func plan(isWhole: Bool) throws -> RunPlan {
            try .of([.init("a")]) { configuration in
                configuration.context.budget = 1000
                configuration.context.hasHistory = isWhole || !isOfHistory
                configuration.context.hasFeedback = isWhole || isOfHistory
                configuration.phase("a") { phase in
                    phase.isCached = false
                    phase.validators = [.contains("done")]
                }
            }
        }
        for isTold in [true, false] {
            var filter = Sabotage.Filter.honest
            if !isTold { filter.order = { _ in try plan(isWhole: true) } }
            var world = SabotagedWorld(
                filter,
                agents: ["a": .init(answers: ["bad", "done"])],
                readsRequests: true
            )
            let run = try world.run(plan(isWhole: false))
            #expect(run.trace?.status == .succeeded)
            let found = Invariant.bounds.violation(in: [run])?.message
            #expect(found == (isTold ? nil : "attempt 2 of a \(message)"))
        }
    }

    /// A run whose host saw more than there was.
    private func saw(_ change: (inout HostEvidence) -> Void) throws -> InvariantViolation? {
        var world = SabotagedWorld(.honest)
        var run = try world.run(.of([.init("a"), .init("b", needs: ["a"])]))
        #expect(run.trace?.evidence.kept.map(\.phase) == ["a", "b"])
        #expect(run.trace?.evidence.mostEntries == 2)
        #expect(Invariant.cacheAccounting.violation(in: [run]) == nil)
        var trace = try #require(run.trace)
        change(&trace.evidence)
        run.trace = trace
        return Invariant.cacheAccounting.violation(in: [run])
    }

    @Test("a cache that holds more than its limits breaks them")
    func cacheLimits() throws {
        let kept = HostEvidence.Kept(
            phase: "a",
            digest: PhaseOutput(text: "done").digest,
            sequence: 5
        )
        let many = try saw { $0.note(kept, (1001, 10)) }
        #expect(many?.message == "the cache holds 1001 results, at most 1000 are allowed")
        let large = try saw { $0.note(kept, (1, 64 << 20 + 1)) }
        #expect(large?.message.hasPrefix("the cache holds") == true)
        #expect(large?.message.hasSuffix("bytes, at most 67108864 are allowed") == true)
    }

    @Test("what never counted is not kept: nobody committed it, or not yet")
    func keptAmiss() throws {
        let other = PhaseOutput(text: "other").digest
        let strange = try saw { $0.note(.init(phase: "b", digest: other, sequence: 11), nil) }
        #expect(
            strange?.message == "the cache is given \(other.short) of b, which is not committed"
        )
        let done = PhaseOutput(text: "done").digest
        var early = HostEvidence()
        early.note(.init(phase: "b", digest: done, sequence: 3), nil)
        let premature = try saw { $0 = early }
        #expect(premature?.sequence == 3)
    }
}
