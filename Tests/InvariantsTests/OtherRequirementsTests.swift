import Invariants
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("A run that is resumed with other requirements")
struct OtherRequirementsTests {
    /// A run that is killed before anything is committed, and one that goes on with it.
    private func runs(then requirements: String, endsFirst: Bool = false) throws -> [ObservedRun] {
        let phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])]
        let (first, second) = (
            try RunPlan.of(phases, run: "main"),
            try RunPlan.of(phases, run: "main", requirements: requirements)
        )
        var world = VirtualWorld()
        var order = VirtualOrder(plan: first, agents: KillShape.agents(of: first))
        if !endsFirst { order.death = .afterEvents(4) }
        let killed = world.run([order])
        var next = VirtualWorld()
        let resumed = next.run([VirtualOrder(plan: second, agents: KillShape.agents(of: second))])
        return zip([first, second], killed + resumed).map { plan, trace in
            ObservedRun(
                plan: plan,
                events: trace.events,
                isInterrupted: trace.status == .interrupted
            )
        }
    }

    @Test("a key that both meet is found, and which phase it is of")
    func found() throws {
        let runs = try runs(then: "build another")
        try #require(runs[0].isInterrupted)
        let violation = try #require(Invariant.oneKeyOneInput.violation(in: runs))
        #expect(
            violation.message == "attempt 1 of a is given other requirements under the key that it "
                + "had before the run was resumed"
        )
    }

    @Test("with the same requirements nothing is wrong, nor where the first was over")
    func same() throws {
        #expect(Invariant.oneKeyOneInput.violation(in: try runs(then: "build it")) == nil)
        let over = try runs(then: "build another", endsFirst: true)
        #expect(Invariant.oneKeyOneInput.violation(in: over) == nil)
    }
}
