import TestSupport
import Testing

@testable import Workflows

@Suite("What a run tells its agents")
struct RunContextTests {
    private func plan(
        _ configure: (inout WorkflowConfiguration.Context) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configure(&configuration.context)
            configuration.phases["b", default: PhaseConfiguration()].validators = [
                .contains("good")
            ]
            configuration.phases["b", default: PhaseConfiguration()].retry.maxRevisions = 5
        }
    }

    /// Phase `b` has been called once.
    private func atSecondPhase(_ plan: RunPlan) throws -> MachineRig {
        var rig = MachineRig.started(plan)
        try rig.answer("a", "the plan")
        return rig
    }

    @Test("an agent is given the requirements and its inputs, and at first nothing else")
    func first() throws {
        let request = try atSecondPhase(try plan()).request(of: "b")
        #expect(request.requirements == "build it")
        #expect(request.inputs.map(\.phase) == ["a"])
        #expect(request.inputs.map(\.output.text) == ["the plan"])
        #expect(request.feedback == nil)
        #expect(request.history == [])
        #expect(request.attempt == 1)
    }

    @Test("inputs are given in their declared order, also those that are not direct needs")
    func inputs() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"], inputs: ["b", "a"]),
        ])
        var rig = MachineRig.started(plan)
        try rig.answer("a", "1")
        try rig.answer("b", "2")
        #expect(try rig.request(of: "c").inputs.map(\.output.text) == ["2", "1"])
    }

    @Test("feedback replaces the last one, and never accumulates")
    func replaces() throws {
        var rig = try atSecondPhase(try plan())
        var lengths: Set<Int> = []
        for _ in 1...3 {
            try rig.answer("b", "bad")
            lengths.insert(try #require(try rig.request(of: "b").feedback).utf8.count)
        }
        #expect(lengths.count == 1)
    }

    @Test(
        "a failed call does not take the place of the validator's feedback"
    )
    func failureKeepsFeedback() throws {
        var rig = try atSecondPhase(try plan())
        try rig.answer("b", "bad")
        let feedback = try rig.request(of: "b").feedback
        #expect(feedback != nil)
        try rig.fail("b")
        try rig.fireNext()
        #expect(try rig.request(of: "b").feedback == feedback)
    }

    @Test(
        "a retried call does not take the place of the review"
    )
    func failureKeepsReview() throws {
        var rig = MachineRig.started(try Plans.reviewed())
        try rig.answer("coder")
        try rig.answer("writer")
        try rig.answer("reviewer", "use tabs")
        try rig.fail("coder")
        try rig.fireNext()
        #expect(try rig.request(of: "coder").feedback == "use tabs")
    }

    @Test(
        "the feedback of an earlier round is not given again once its output was accepted"
    )
    func staleFeedback() throws {
        let plan = try Plans.reviewed { configuration in
            configuration.phases["writer", default: PhaseConfiguration()].validators = [
                .contains("text")
            ]
        }
        var rig = MachineRig.started(plan)
        try rig.answer("coder")
        try rig.answer("writer", "bad")
        try rig.answer("writer", "text")
        try rig.answer("reviewer", "no")
        try rig.answer("coder")
        #expect(try rig.request(of: "writer").attempt == 3)
        #expect(try rig.request(of: "writer").feedback == nil)
    }

    @Test("history has this phase's own earlier attempts, in order")
    func history() throws {
        var rig = try atSecondPhase(try plan())
        try rig.answer("b", "bad")
        try rig.fail("b", "overloaded")
        try rig.fireNext()
        let history = try rig.request(of: "b").history
        #expect(history.map(\.attempt) == [1, 2])
        #expect(history.map(\.outcome) == ["rejected", "overloaded"])
        #expect(history.map(\.output) == ["bad", "no luck"])
    }

    @Test("feedback and history can be switched off, each alone")
    func toggles() throws {
        for (hasFeedback, hasHistory) in [(true, false), (false, true), (false, false)] {
            let plan = try plan { context in
                context.hasFeedback = hasFeedback
                context.hasHistory = hasHistory
            }
            var rig = try atSecondPhase(plan)
            try rig.answer("b", "bad")
            #expect((try rig.request(of: "b").feedback != nil) == hasFeedback)
            #expect(try rig.request(of: "b").history.isEmpty == !hasHistory)
        }
    }

    @Test("without a context there are requirements and inputs, whole")
    func off() throws {
        let plan = try plan { context in
            context = .off
            context.budget = 1
        }
        var rig = try atSecondPhase(plan)
        try rig.answer("b", "bad")
        let request = try rig.request(of: "b")
        #expect(request.requirements == "build it")
        #expect(request.inputs.map(\.output.text) == ["the plan"])
        #expect(request.feedback == nil)
        #expect(request.history == [])
        #expect(request.truncatedBytes == 0)
    }

    @Test("what was left out for the budget is listed in the event")
    func budget() throws {
        let rig = try atSecondPhase(try plan { $0.budget = 12 })
        // "build it" takes 8 bytes, so 4 of the 8 of "the plan" remain.
        #expect(
            try rig.request(of: "b").inputs.map(\.output.text) == [
                "the [cut: 4 bytes left out]"
            ]
        )
        #expect(
            rig.events.last?.kind == .attemptStarted("b", attempt: 1, truncatedBytes: 4)
        )
    }
}
