import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("What simulated agents do to the world")
struct VirtualEffectTests {
    private let charging = ["pay": agent(effects: [AgentEffect("charge")])]

    private static func agent(
        latency: Duration = .seconds(2),
        effects: [AgentEffect] = [],
        undoes: [AgentEffect] = []
    ) -> SimulatedAgent {
        SimulatedAgent(
            outputs: [.init(text: "done")],
            latency: .constant(latency),
            effects: effects,
            undoes: undoes
        )
    }

    private func plan(
        _ phases: [Workflow.Phase] = [.init("pay")],
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of(phases, configure).identified(by: "scope")
    }

    private func fault(_ type: some Injection, phase: String = "pay") -> Fault {
        var selector = FaultSelector()
        selector.phase = phase
        selector.times = 1
        return Fault(id: "f", selector: selector, inject: type)
    }

    private func counts(_ trace: RunTrace) -> [[Int]] {
        trace.effects.map { [$0.applied, $0.repeated, $0.undone, $0.leftOver] }
    }

    @Test("an effect is applied once for a result, under the request's key")
    func once() throws {
        var world = VirtualWorld()
        let trace = world.run(try plan(), agents: charging)
        #expect(counts(trace) == [[1, 0, 0, 0]])
        #expect(trace.effects.first?.key == "scope/pay")
        #expect(trace.effects.first?.phase == "pay")
    }

    @Test("a run without effects has no ledger, and neither has the run before it")
    func none() throws {
        var world = VirtualWorld()
        _ = world.run(try plan(), agents: charging)
        let trace = world.run(
            try RunPlan.of([.init("pay")], run: "other"),
            agents: ["pay": Self.agent()]
        )
        #expect(trace.effects.isEmpty)
    }

    @Test(
        "an answer that is lost after the work applied it, one that never comes before it did not",
        arguments: [
            (Hang(point: .after), [1, 1]), (Hang(point: .before), [1, 0]),
            (Crash(point: .after), [1, 1]), (Crash(point: .before), [1, 0]),
        ] as [(any Injection, [Int])]
    )
    func lost(type: any Injection, expected: [Int]) throws {
        let plan = try plan { $0.everywhere { $0.attemptTimeout = .seconds(3) } }
        var world = VirtualWorld(faults: [fault(type)])
        let trace = world.run(plan, agents: charging)
        #expect(trace.record.attempts == ["pay": 2])
        #expect(counts(trace) == [expected + [0, 0]])
    }

    @Test("an attempt that a timeout ends before its own latency is over applied nothing")
    func timedOut() throws {
        let late = try plan { $0.everywhere { $0.attemptTimeout = .milliseconds(1999) } }
        var world = VirtualWorld()
        let trace = world.run(late, agents: charging)
        #expect(trace.status == .failed)
        #expect(trace.effects.isEmpty)
    }

    @Test("what is applied at the time at which the attempt ends is applied, and left over")
    func justInTime() throws {
        // The work is done in time, its answer comes after the limit.
        let plan = try plan { configuration in
            configuration.everywhere { phase in
                phase.attemptTimeout = .seconds(2)
                phase.retry.maxAttempts = 1
            }
        }
        var world = VirtualWorld(faults: [fault(AddedLatency(.constant(.seconds(1))))])
        let trace = world.run(plan, agents: charging)
        #expect(trace.status == .failed)
        #expect(counts(trace) == [[1, 0, 0, 1]])
    }

    @Test("who doesn't know the key does it again")
    func again() throws {
        let agents = ["pay": Self.agent(effects: [AgentEffect("charge", isIdempotent: false)])]
        var world = VirtualWorld(faults: [fault(Crash(point: .after))])
        let trace = world.run(try plan(), agents: agents)
        #expect(trace.status == .succeeded)
        #expect(counts(trace) == [[2, 0, 0, 0]])
    }

    @Test("effects outlive the process, and whoever resumes the run goes on under the same keys")
    func resumed() throws {
        var world = VirtualWorld()
        var killed = VirtualOrder(plan: try plan(), agents: charging)
        killed.death = .beforeCommit(of: "pay")
        let first = try #require(world.run([killed]).first)
        #expect(first.status == .interrupted)
        #expect(counts(first) == [[1, 0, 0, 0]])
        world.loseMemory()
        var rest = VirtualOrder(plan: try plan(), agents: charging)
        rest.restoration = try world.restoration(of: "main")
        let second = try #require(world.run([rest]).first)
        #expect(second.status == .succeeded)
        #expect(counts(second) == [[1, 1, 0, 0]])
    }

    private static let chain: [Workflow.Phase] = [.init("pay"), .init("ship", needs: ["pay"])]

    private func compensated(_ refund: SimulatedAgent, _ more: Fault? = nil) throws -> RunTrace {
        let plan = try plan(Self.chain) { configuration in
            configuration.rollback = .compensate
            configuration.phase("pay") { $0.compensation = "refund" }
            configuration.phase("ship") { phase in
                phase.retry.maxAttempts = 1
                phase.retry.onExhausted = .rollback
            }
        }
        let faults = [fault(Crash(point: .before), phase: "ship")] + [more].compactMap(\.self)
        var world = VirtualWorld(faults: faults)
        let agents = ["pay": charging["pay"] ?? refund, "ship": Self.agent(), "refund": refund]
        return world.run(plan, agents: agents)
    }

    @Test("a compensation takes back what is open of its phase, under its own key")
    func undone() throws {
        let trace = try compensated(Self.agent(undoes: [AgentEffect("charge")]))
        #expect(trace.status == .failed)
        #expect(counts(trace) == [[1, 0, 1, 0]])
        #expect(trace.effects.first?.key == "scope/pay")
    }

    @Test("what no compensation takes back of a phase that was undone is left over")
    func missed() throws {
        let trace = try compensated(Self.agent(undoes: [AgentEffect("mail")]))
        #expect(counts(trace) == [[1, 0, 0, 1]])
    }

    @Test(
        "a compensation whose answer is lost is asked again: only who knows the key refunds once",
        arguments: [true, false]
    )
    func lostRefund(isIdempotent: Bool) throws {
        var selector = FaultSelector()
        selector.agent = "refund"
        selector.times = 1
        let lost = Fault(id: "lost", selector: selector, inject: Crash(point: .after))
        let refund = Self.agent(undoes: [AgentEffect("charge", isIdempotent: isIdempotent)])
        let trace = try compensated(refund, lost)
        #expect(trace.record.compensated == ["pay"])
        #expect(trace.effects.map(\.balance) == [isIdempotent ? 0 : -1])
    }

    @Test("explored seeds apply each seed's effects alone")
    func explored() throws {
        var explorer = SeedExplorer(try plan(), agents: charging)
        for seed in 1...3 as ClosedRange<UInt64> {
            #expect(explorer.explore(seed) == .succeeded)
            #expect(explorer.effects.map(\.applied) == [1])
        }
    }
}
