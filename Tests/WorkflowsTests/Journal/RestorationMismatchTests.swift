import TestSupport
import Testing

@testable import Workflows

@Suite("A journal that is not the plan's")
struct RestorationMismatchTests {
    private func plan(
        _ phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])],
        identity: AgentIdentity = AgentIdentity(id: "b"),
        requirements: String = "build it",
        _ configure: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        var performers: [String: RunPlan.Performer] = [:]
        for phase in phases {
            let own = AgentIdentity(id: phase.agent)
            performers[phase.agent] = .init(identity: phase.agent == "b" ? identity : own)
        }
        return try RunPlan.of(phases, requirements: requirements, performers: performers) {
            $0.phase("b") { configure(&$0) }
        }
    }

    /// What the journal says of a run of the plan in which every phase was committed.
    private func recorded(_ plan: RunPlan) throws -> RunRestoration {
        var run = try JournaledRun(plan)
        for phase in plan.phases { try run.act { try $0.answer(phase.id) } }
        return try run.restoration()
    }

    @Test("the same plan has none, whatever was not part of the identity")
    func same() throws {
        let state = try recorded(try plan())
        #expect(state.mismatch(with: try plan()) == nil)
        #expect(state.mismatch(with: try plan { $0.retry.maxAttempts = 9 }) == nil)
        #expect(RunRestoration().mismatch(with: try plan()) == nil)
    }

    @Test("the phase and the part that differ are named")
    func named() throws {
        let state = try recorded(try plan())
        let changed: [(RunPlan, String)] = [
            (try plan(identity: .init(id: "b", version: "2")), "agent version"),
            (try plan(identity: .init(id: "x")), "agent"),
            (try plan(identity: .init(id: "b", model: "m")), "model"),
            (try plan(identity: .init(id: "b", prompt: "p")), "prompt"),
            (try plan(identity: .init(id: "b", sampling: "t=0")), "sampling"),
            (try plan { $0.validators = [.json([])] }, "validators"),
            (try plan { $0.cacheEpoch = 7 }, "epoch"),
        ]
        for (plan, part) in changed {
            let mismatch = try #require(state.mismatch(with: plan), "\(part)")
            #expect(mismatch.phase == "b")
            #expect(mismatch.reason.hasSuffix(" in \(part)"))
            #expect(mismatch.description.hasPrefix("b: "))
        }
    }

    @Test("a committed phase that needs others than it did is named")
    func needs() throws {
        let state = try recorded(try plan())
        let rewired = try plan([
            .init("a"), .init("c"), .init("b", needs: ["a", "c"], inputs: ["a"]),
        ])
        let mismatch = try #require(state.mismatch(with: rewired))
        #expect(mismatch.phase == "b")
        #expect(mismatch.reason == "what it needs is not what it needed")
    }

    @Test("a narrowed key does not narrow the identity")
    func narrowed() throws {
        let state = try recorded(try plan { $0.keyFields = [.requirements] })
        let other = try plan(identity: .init(id: "b", version: "2")) {
            $0.keyFields = [.requirements]
        }
        #expect(state.mismatch(with: other)?.phase == "b")
    }

    @Test("the first phase in the plan's order is named, with all that differs")
    func first() throws {
        let state = try recorded(try plan())
        let mismatch = state.mismatch(
            with: try plan(identity: .init(id: "b", version: "2"), requirements: "build that")
        )
        #expect(mismatch?.phase == "a")
        #expect(mismatch?.reason.hasSuffix(" in requirements") == true)
    }

    @Test("a phase that the plan does not have is named")
    func unknown() throws {
        let state = try recorded(try plan())
        let mismatch = state.mismatch(with: try plan([.init("a")]))
        #expect(mismatch?.phase == "b")
        #expect(mismatch?.reason.contains("not a phase of the plan") == true)
    }

    @Test("a phase that was not committed yet may differ")
    func uncommitted() throws {
        var run = try JournaledRun(try plan())
        try run.act { try $0.answer("a") }
        let state = try run.restoration()
        #expect(state.mismatch(with: try plan(identity: .init(id: "b", version: "2"))) == nil)
        #expect(state.mismatch(with: try plan([.init("a"), .init("c")])) == nil)
    }

    @Test("another workflow is named")
    func workflow() throws {
        let state = try recorded(try plan())
        let other = try RunPlan(
            run: .init(name: "main"),
            seed: 1,
            workflow: Workflow(name: "other", phases: [.init("a"), .init("b", needs: ["a"])]),
            requirements: "build it",
            configuration: WorkflowConfiguration(),
            performers: [
                "a": .init(identity: AgentIdentity(id: "a")),
                "b": .init(identity: AgentIdentity(id: "b")),
            ]
        )
        let reason = try #require(state.mismatch(with: other)).reason
        #expect(reason.contains("test"))
        #expect(reason.contains("other"))
    }

    @Test(
        "another fallback than the one that was taken is a mismatch",
        arguments: ["plain", "other", nil]
    )
    func fallback(now: String?) throws {
        func degrading(_ fallback: String?) throws -> RunPlan {
            try plan { phase in
                phase.retry.onExhausted = .degrade
                phase.fallback = fallback
            }
        }
        var run = try JournaledRun(try degrading("plain"))
        try run.act { try $0.answer("a") }
        try run.act { try $0.fail("b", isRetryable: false) }
        let mismatch = try run.restoration().mismatch(with: try degrading(now))
        #expect(mismatch?.phase == (now == "plain" ? nil : "b"))
        if let mismatch { #expect(mismatch.reason.contains("fallback")) }
    }
}
