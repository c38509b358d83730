import TestSupport
import Testing

@testable import Workflows

@Suite("Plans of runs")
struct RunPlanTests {
    @Test("phases are listed dependencies first, and refer to each other by place")
    func order() throws {
        let plan = try RunPlan.of([
            .init("c", needs: ["b"], inputs: ["a", "b"]), .init("b", needs: ["a"]), .init("a"),
        ])
        #expect(plan.phases.map(\.id) == ["a", "b", "c"])
        #expect(plan.phases.map(\.needs) == [[], [0], [0, 1]])
        #expect(plan.phases.map(\.inputs) == [[], [0], [0, 1]])
        #expect(plan.phases.indices.map(plan.dependants) == [[1, 2], [2], []])
    }

    @Test("dependants are those that depend on a phase through others, and no neighbours")
    func dependants() throws {
        let plan = try RunPlan.of([
            .init("a"), .init("b"), .init("c", needs: ["a"]), .init("d", needs: ["b"]),
            .init("e", needs: ["c", "d"]),
        ])
        let names = plan.phases.indices.map { index in
            plan.dependants(of: index).map { plan.phases[$0].id.name }
        }
        #expect(names == [["c", "e"], ["d", "e"], ["e"], ["e"], []])
    }

    @Test("what depends on a skipped phase waits for what that would have waited for")
    func skippedBetween() throws {
        let chain: [Workflow.Phase] = [
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
            .init("d", needs: ["c"]),
        ]
        let plan = try RunPlan.of(chain) { $0.skipped = ["b", "c"] }
        #expect(plan.phases.last?.needs == [0, 1, 2])
        var rig = MachineRig.started(plan)
        #expect(rig.requests.map(\.phase) == ["a"])
        try rig.answer("a")
        #expect(rig.requests.map(\.phase) == ["a", "d"])
    }

    @Test("a workflow without an order has no plan")
    func defect() {
        #expect(throws: WorkflowGraph.Defect.missing("x", neededBy: "a")) {
            try RunPlan.of([.init("a", needs: ["x"])])
        }
    }

    @Test("every part of an agent's identity is part of its phase's key")
    func identity() throws {
        func parts(_ performer: RunPlan.Performer) throws -> CacheKey {
            let plan = try RunPlan.of([.init("a")], performers: ["a": performer])
            return CacheKey(phase: "a", parts: try #require(plan.phases.first).keyParts)
        }
        let base = try parts(.init(identity: AgentIdentity(id: "x")))
        let changed: [(RunPlan.Performer, [String])] = [
            (.init(identity: AgentIdentity(id: "y")), ["agent"]),
            (.init(identity: AgentIdentity(id: "x", version: "2")), ["agent version"]),
            (.init(identity: AgentIdentity(id: "x", model: "m")), ["model"]),
            (.init(identity: AgentIdentity(id: "x", prompt: "p")), ["prompt"]),
            (
                .init(identity: AgentIdentity(id: "x"), configuration: Digest(of: "c")),
                ["configuration"]
            ),
        ]
        for (performer, names) in changed {
            #expect(try parts(performer).differences(from: base) == names)
        }
    }

    @Test("the seed, the run's name and retry settings are not part of the key")
    func notInKey() throws {
        let one = try Plans.single(seed: 1) { $0.retry.maxAttempts = 1 }
        let two = try Plans.single(seed: 2, runTimeout: .seconds(1)) { $0.retry.maxAttempts = 9 }
        #expect(one.phases.first?.keyParts == two.phases.first?.keyParts)
        #expect(one.repeated(2).phases.first?.keyParts == one.phases.first?.keyParts)
        #expect(one.repeated(2).run.id == "main#2")
    }
}
