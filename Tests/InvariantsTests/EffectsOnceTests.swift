import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Effects are applied once")
struct EffectsOnceTests {
    private let owed: [PhaseID: [AgentEffect]] = ["pay": [AgentEffect("charge")]]

    private func agents(isIdempotent: Bool = true) -> [String: SimulatedAgent] {
        let effect = AgentEffect("charge", isIdempotent: isIdempotent)
        return [
            "pay": SimulatedAgent(
                outputs: [.init(text: "paid")],
                latency: .constant(.seconds(1)),
                effects: [effect]
            )
        ]
    }

    private func plan(key: String = "scope") throws -> RunPlan {
        try RunPlan.of([.init("pay")]).identified(by: key)
    }

    private func violation(_ plan: RunPlan, _ trace: RunTrace) -> InvariantViolation? {
        Invariant.effectsOnce.violation(in: [
            ObservedRun(
                plan: plan,
                events: trace.events,
                isInterrupted: trace.status == .interrupted,
                effects: trace.effects,
                owed: owed
            )
        ])
    }

    /// The process dies between the charge and its commit, and the run is resumed under a key.
    private func resumed(under key: String) throws -> (RunPlan, RunTrace) {
        var world = VirtualWorld()
        var killed = VirtualOrder(plan: try plan(), agents: agents())
        killed.death = .beforeCommit(of: "pay")
        _ = world.run([killed])
        let plan = try plan(key: key)
        var rest = VirtualOrder(plan: plan, agents: agents())
        rest.restoration = try world.restoration(of: "main")
        return (plan, try #require(world.run([rest]).first))
    }

    @Test("a run that is killed after its charge and resumed charges once")
    func healthy() throws {
        let (plan, trace) = try resumed(under: "scope")
        #expect(trace.status == .succeeded)
        #expect(violation(plan, trace) == nil)
    }

    @Test("a saboteur that forgets the execution's key on the way to the host is found")
    func forgottenKey() throws {
        let (plan, trace) = try resumed(under: "another")
        let found = try #require(violation(plan, trace))
        #expect(found.message == "charge of pay was applied 2 times")
        let commit = trace.events.first { $0.kindName == "phase_committed" }
        #expect(found.sequence == commit?.sequence)
    }

    @Test("a saboteur that answers in the agent's place, so that it never works, is found")
    func neverApplied() throws {
        let plan = try plan()
        let bribe = Fault(id: "bribe", inject: GivenAnswer())
        var world = VirtualWorld(faults: [bribe])
        let trace = world.run(plan, agents: agents())
        #expect(trace.status == .succeeded)
        #expect(violation(plan, trace)?.message == "charge of pay was not applied")
    }

    @Test("an effect that is not idempotent breaks it where an answer is lost, and says so")
    func notIdempotent() throws {
        let plan = try plan()
        var selector = FaultSelector()
        selector.times = 1
        let lost = Fault(id: "lost", selector: selector, inject: Crash(point: .after))
        for isIdempotent in [true, false] {
            var world = VirtualWorld(faults: [lost])
            let trace = world.run(plan, agents: agents(isIdempotent: isIdempotent))
            let expected =
                isIdempotent
                ? nil : "charge of pay was applied 2 times, as an effect that is not idempotent"
            #expect(violation(plan, trace)?.message == expected)
        }
    }

    @Test("what failed work did is left over, and breaks nothing")
    func leftOver() throws {
        let plan = try RunPlan.of([.init("pay")]) { $0.everywhere { $0.retry.maxAttempts = 2 } }
        let lost = Fault(id: "lost", inject: Crash(point: .after))
        var world = VirtualWorld(faults: [lost])
        let trace = world.run(plan, agents: agents(isIdempotent: false))
        #expect(trace.status == .failed)
        #expect(trace.effects.map(\.leftOver) == [2])
        #expect(violation(plan, trace) == nil)
    }
}

/// Gives an answer before the agent is reached.
private struct GivenAnswer: Injection {
    static let type = Crash.type

    func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.given(AgentAnswer("forged")), .before)
    }
}
