import MoonlightEngine
import MoonlightTestKit
import TestSupport
import Testing

@Suite("Budgets of an engine's runs", .timeLimit(.minutes(1)))
struct BudgetTests {
    private static func bench(_ isLive: Bool, _ faults: [Fault] = []) -> TestBench {
        isLive ? TestBench(Engine(faults: faults)) : TestBench(faults: faults)
    }

    private func workflow(
        _ budget: UsageBudget = UsageBudget(),
        ofDraft own: UsageBudget = UsageBudget(),
        _ retry: RetryPolicy = .attempts(3)
    ) -> Workflow {
        let settings = PhaseSettings {
            $0.retry = retry
            $0.budget = own
            $0.fallback = "as last time"
        }
        var workflow = Workflow.of(
            Phase("draft", settings: settings) { _ in
                AgentAnswer("D", tokens: 60, costMicros: 900_000)
            },
            Phase("review", needs: ["draft"]) { _ in
                AgentAnswer("R", tokens: 41, costMicros: 200_000)
            }
        )
        workflow.budget = budget
        return workflow
    }

    @Test(
        "a call that takes the run above a limit fails its phase with kind budget",
        arguments: [
            (UsageBudget(tokens: 100), "the run's budget of 100 tokens is exceeded: 101 used"),
            (
                UsageBudget(costMicros: 1_000_000),
                "the run's budget of a cost of 1 is exceeded: 1.1 spent"
            ),
            (UsageBudget(requests: 1), "the run's budget of 1 request is used up: 1 made"),
        ],
        [false, true]
    )
    func ofRun(_ budget: (limits: UsageBudget, message: String), isLive: Bool) async throws {
        let bench = Self.bench(isLive)
        let result = try await bench.run(workflow(budget.limits), requirements: "")
        #expect(result.status == .failed)
        #expect(result.error?.phase == "review")
        #expect(result.error?.cause.kind == .budget)
        #expect(result.error?.cause.message == budget.message)
        #expect(result.text("draft") == "D")
        #expect(bench.violations == [])
    }

    @Test("a phase's budget counts its own calls, failed ones too", arguments: [false, true])
    func ofPhase(isLive: Bool) async throws {
        let faults = [Fault.serverError("draft", attempts: 1...2)]
        let bench = Self.bench(isLive, faults)
        let tight = workflow(ofDraft: UsageBudget(requests: 2))
        let result = try await bench.run(tight, requirements: "")
        #expect(result.error?.phase == "draft")
        #expect(result.error?.cause.kind == .budget)
        #expect(result.attempts["draft"] == 2)
        let wide = try await Self.bench(isLive, faults)
            .run(workflow(ofDraft: UsageBudget(requests: 3)), requirements: "")
        #expect(wide.status == .succeeded)
        #expect(bench.violations == [])
    }

    @Test("a phase over its budget takes the way out that its retry policy says")
    func exhausted() async throws {
        var retry = RetryPolicy.attempts(3)
        retry.onExhausted = .degrade
        let result = try await Engine.virtual().run(
            workflow(ofDraft: UsageBudget(tokens: 59), retry),
            requirements: ""
        )
        #expect(result.status == .degraded)
        #expect(result.text("draft") == "as last time")
        #expect(result.text("review") == "R")
    }

    @Test("what is enough bounds nothing, and no budget is no limit")
    func enough() async throws {
        for budget in [UsageBudget(), UsageBudget(tokens: 101, costMicros: 1_100_000, requests: 2)]
        {
            let result = try await Engine.virtual().run(workflow(budget), requirements: "")
            #expect(result.status == .succeeded)
        }
    }

    @Test("a resumed run goes on counting")
    func resumed() async throws {
        let engine = Engine.virtual(faults: [.crash(after: "draft")])
        let workflow = workflow(UsageBudget(tokens: 100))
        let first = try await engine.run(workflow, requirements: "", id: "r")
        #expect(first.status == .interrupted)
        let second = try await engine.resume("r", of: workflow, requirements: "")
        #expect(second.error?.cause.kind == .budget)
        #expect(second.error?.cause.message.contains("101 used") == true)
    }

    @Test("a limit below nothing is a mistake of the workflow")
    func mistakes() async throws {
        let wrong = workflow(UsageBudget(tokens: -1), ofDraft: UsageBudget(requests: -2))
        let error = try await #require(throws: EngineError.self) {
            try await Engine.virtual().run(wrong, requirements: "")
        }
        #expect(
            error.description.split(separator: "\n") == [
                "workflow test: budget.tokens: expected 0...1000000000000, found -1",
                "phase draft: budget.requests: expected 0...1000000000, found -2",
            ]
        )
    }
}
