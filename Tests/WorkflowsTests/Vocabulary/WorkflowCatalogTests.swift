import Testing
import Workflows

@Suite("The workflows that come with Moonlight")
struct WorkflowCatalogTests {
    @Test("each has an order: planner, designer, coder, reviewer, executor")
    func order() throws {
        for workflow in WorkflowCatalog.all {
            let order = try WorkflowGraph(workflow).order
            #expect(
                order.map { workflow.phases[$0].id.name }
                    == ["planner", "designer", "coder", "reviewer", "executor"]
            )
        }
    }

    @Test("the plain one has no optional features, the enhanced one has")
    func features() {
        #expect(WorkflowCatalog.workflow(named: "full")?.hasOptionalFeatures == false)
        #expect(WorkflowCatalog.workflow(named: "enhanced_full")?.hasOptionalFeatures == true)
        #expect(WorkflowCatalog.workflow(named: "half") == nil)
    }

    @Test(
        "each phase is given the documented inputs, in their order",
        arguments: [
            ("planner", []), ("designer", ["planner"]), ("coder", ["planner", "designer"]),
            ("reviewer", ["designer", "coder"]), ("executor", ["coder", "reviewer"]),
        ] as [(String, [String])]
    )
    func inputs(phase: String, expected: [String]) throws {
        for workflow in WorkflowCatalog.all {
            let found = try #require(workflow.phases.first { $0.id.name == phase })
            #expect(found.inputs.map(\.name) == expected)
            #expect(found.agent == phase)
        }
    }
}
