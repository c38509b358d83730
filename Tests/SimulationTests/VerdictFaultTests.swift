import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("Faults at a validator")
struct VerdictFaultTests {
    private func plan(
        revisions: Int = 1,
        _ change: (inout PhaseConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try .of([.init("a")]) { configuration in
            configuration.phase("a") { phase in
                phase.validators = [.contains("good")]
                phase.retry.maxRevisions = revisions
                change(&phase)
            }
        }
    }

    private func world(_ type: any Injection, _ select: (inout FaultSelector) -> Void = { _ in })
        -> VirtualWorld
    {
        var selector = FaultSelector()
        select(&selector)
        return VirtualWorld(
            faults: [Fault(id: "f", failpoint: .validator, selector: selector, inject: type)]
        )
    }

    private let good = ["a": SimulatedAgent(outputs: [.init(text: "good")])]
    private let bad = ["a": SimulatedAgent(outputs: [.init(text: "bad")])]

    @Test("a good output is rejected, with the fault as the reason, and asked for again")
    func rejected() throws {
        var world = world(FlippedVerdict()) { $0.attempt = 1...1 }
        let trace = world.run(try plan(), agents: good)
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts == ["a": 2])
        let kinds = trace.events.map(\.kindName)
        let injected = try #require(kinds.firstIndex(of: "fault_injected"))
        #expect(kinds[injected + 1] == "validation_failed")
        #expect(world.firings == ["f": 1])
        #expect(world.visits == ["f": 1], "the second verdict is on another attempt")
    }

    @Test("a bad output passes")
    func passed() throws {
        var world = world(FlippedVerdict())
        let trace = world.run(try plan(), agents: bad)
        #expect(trace.status == .succeeded)
        #expect(trace.outputs["a"]?.text == "bad")
    }

    @Test("a cached output is judged wrongly, too: the phase is executed")
    func cached() throws {
        var world = world(FlippedVerdict()) { $0.nth = 2 }
        let plan = try plan()
        _ = world.run(plan, agents: good)
        let second = world.run(plan.repeated(2), agents: good)
        #expect(second.record.attempts == ["a": 1])
        #expect(second.record.hits == 1)
        #expect(second.status == .succeeded)
    }

    @Test("a validator that fails spends revisions, and ends the phase with kind validation")
    func failing() throws {
        var world = world(BrokenValidator())
        let trace = world.run(try plan(revisions: 2), agents: good)
        #expect(trace.record.attempts == ["a": 3])
        #expect(trace.error?.failure.kind == "validation")
        #expect(trace.outputs.isEmpty)
        #expect(world.firings == ["f": 3])
    }

    @Test("two wrong verdicts make a right one, and a failure takes none")
    func several() throws {
        let faults = ["f", "g"].map { id in
            Fault(id: id, failpoint: .validator, inject: FlippedVerdict())
        }
        var world = VirtualWorld(faults: faults)
        #expect(world.run(try plan(), agents: good).record.attempts == ["a": 1])
        let broken = Fault(id: "e", failpoint: .validator, inject: BrokenValidator())
        world = VirtualWorld(faults: [broken] + faults)
        _ = world.run(try plan(revisions: 0), agents: good)
        #expect(world.firings == ["e": 1, "f": 0, "g": 0])
        #expect(world.tallies["f"]?.overshadowed == 1)
    }

    @Test("where nothing validates there is no verdict")
    func nothing() throws {
        var world = world(FlippedVerdict())
        let trace = world.run(try plan { $0.validators = [] }, agents: good)
        #expect(trace.status == .succeeded)
        #expect(world.visits == ["f": 0])
    }
}
