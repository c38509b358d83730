import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Budgets of files")
struct BudgetSettingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(
        _ configuration: String,
        workflow: String = "{phases: [{name: a}]}",
        run: String = "{}"
    )
        -> String
    {
        """
        name: x
        workflow: \(workflow)
        config: \(configuration)
        agents: {a: {simulated: {output: x}}}
        runs: [{name: one, config: \(run)}]
        """
    }

    private func configuration(_ text: String) throws -> WorkflowConfiguration {
        try #require(try folder.load(text).runs.first).configuration
    }

    @Test("a run and a phase have their own")
    func both() throws {
        let text = text(
            "{budget: {tokens: 1000, cost: 2.5}, phases: {a: {budget: {requests: 3}}}}",
            run: "{budget: {requests: 9, cost: 1}}"
        )
        let configuration = try configuration(text)
        var run = UsageBudget()
        run.tokens = 1000
        run.costMicros = 1_000_000
        run.requests = 9
        #expect(configuration.budget == run, "a run's own is merged over the scenario's")
        var own = UsageBudget()
        own.requests = 3
        #expect(configuration.phases["a"]?.budget == own)
    }

    @Test("nothing is limited by default")
    func none() throws {
        let configuration = try configuration(text("{}"))
        #expect(configuration.budget.isUnlimited)
        #expect(configuration.phases["a"]?.budget.isUnlimited == true)
    }
}
