import Agents
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

    /// A life of a run: what its first agent gives, and after how many events it dies.
    private func life(_ output: String, dyingAfter events: Int? = nil) throws -> ObservedRun {
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])], run: "main")
        var agents = KillShape.agents(of: plan)
        agents["a"] = SimulatedAgent(
            outputs: [PhaseOutput(text: output)],
            latency: .constant(.seconds(1))
        )
        var order = VirtualOrder(plan: plan, agents: agents)
        order.death = events.map { .afterEvents($0) }
        var world = VirtualWorld()
        let trace = try #require(world.run([order]).first)
        return ObservedRun(plan: plan, events: trace.events, isInterrupted: events != nil)
    }

    @Test("a life that calls nothing leaves what keys met before it")
    func severalLives() throws {
        let dying = try #require(
            (1...20).first { count in
                try life("one", dyingAfter: count).events
                    .contains { $0.tag == .attemptStarted && $0.phase?.name == "b" }
            }
        )
        let first = try life("one", dyingAfter: dying)
        let idle = try life("one", dyingAfter: 1)
        try #require(!idle.events.contains { $0.tag == .attemptStarted })
        #expect(Invariant.oneKeyOneInput.violation(in: [first, idle, try life("one")]) == nil)
        for lives in [[first, idle, try life("other")], [idle, first, idle, try life("other")]] {
            let violation = try #require(Invariant.oneKeyOneInput.violation(in: lives))
            #expect(violation.message.hasPrefix("attempt 1 of b is given "))
            #expect(violation.message.contains(" of a under the key that was given "))
        }
    }

    @Test("with the same requirements nothing is wrong, nor where the first was over")
    func same() throws {
        #expect(Invariant.oneKeyOneInput.violation(in: try runs(then: "build it")) == nil)
        let over = try runs(then: "build another", endsFirst: true)
        #expect(Invariant.oneKeyOneInput.violation(in: over) == nil)
    }
}
