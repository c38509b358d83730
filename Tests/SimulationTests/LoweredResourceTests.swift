import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Resources that a fault lowered, when the run goes on")
struct LoweredResourceTests {
    /// What is lowered by the one attempt of `a`, how long `b`, `c` and `d` take then, and why the run ends.
    struct Lowering: Sendable, CustomTestStringConvertible {
        let type: any Injection
        var duration = Duration.seconds(1)
        var kind: String?

        var testDescription: String { type.type.name }
    }

    private static let lowerings = [
        Lowering(type: FewerPermits(1), duration: .seconds(3)),
        Lowering(type: FewerTokens(350), kind: "budget"),
        Lowering(type: LowerCost(3_500_000), kind: "budget"),
    ]

    private let agents = CostlyAgents.all

    private func plan() throws -> RunPlan {
        try RunPlan.of(
            [
                .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a"]),
                .init("d", needs: ["a"]),
            ]
        ) { configuration in
            configuration.everywhere { $0.isCached = false }
        }
    }

    private func world(_ type: any Injection) -> VirtualWorld {
        var selector = FaultSelector()
        selector.phase = "a"
        selector.nth = 1
        let lower = Fault(id: "lower", failpoint: .resource, selector: selector, inject: type)
        return VirtualWorld(faults: [lower])
    }

    /// A run whose process dies once a is committed, or before anything of it is recorded.
    private func killed(_ world: inout VirtualWorld, isRecorded: Bool = true) throws -> RunTrace {
        var order = VirtualOrder(plan: try plan(), agents: agents)
        order.death = isRecorded ? .afterCommit(of: "a") : .afterEvents(4)
        let trace = try #require(world.run([order]).first)
        #expect(trace.status == .interrupted)
        #expect(world.firings == ["lower": 1])
        #expect(trace.events.contains { $0.tag == .faultInjected })
        return trace
    }

    private func rest(_ world: inout VirtualWorld) throws -> RunTrace {
        var order = VirtualOrder(plan: try plan(), agents: agents)
        order.life = 1
        let journal = world.journal(of: "main")
        if !journal.isEmpty {
            order.restoration = try world.restoration(of: "main")
            order.recordedEntries = journal.count
        }
        return try #require(world.run([order]).first)
    }

    private func expect(_ trace: RunTrace, _ lowering: Lowering) {
        #expect(trace.error?.failure.kind == lowering.kind)
        #expect(trace.record.duration == lowering.duration)
    }

    @Test("they stay so in another process, as far as the journal tells", arguments: lowerings)
    func elsewhere(lowering: Lowering) throws {
        var first = world(lowering.type)
        let trace = try killed(&first)
        var second = world(lowering.type)
        second.replaceJournal(of: "main", with: first.journal(of: "main"))
        second.revisit(trace.events, of: try plan(), as: "main")
        #expect(second.tallies == first.tallies, "and the fault is counted")
        expect(try rest(&second), lowering)
        #expect(second.firings == ["lower": 1])
        var apart = VirtualWorld()
        apart.replaceJournal(of: "main", with: first.journal(of: "main"))
        expect(try rest(&apart), Lowering(type: lowering.type))
    }

    @Test("they stay so in the same world, recorded or not", arguments: lowerings, [true, false])
    func here(lowering: Lowering, isRecorded: Bool) throws {
        var world = world(lowering.type)
        _ = try killed(&world, isRecorded: isRecorded)
        #expect(world.journal(of: "main").isEmpty == !isRecorded)
        var lowering = lowering
        // What was not recorded is executed again.
        if !isRecorded { lowering.duration += .seconds(1) }
        let trace = try rest(&world)
        #expect(trace.record.duration == lowering.duration)
        // What a used that was not recorded is not known.
        if isRecorded { expect(trace, lowering) }
    }

    @Test(
        "they stay so in another process that is told what happened, recorded or not",
        arguments: lowerings,
        [true, false]
    )
    func told(lowering: Lowering, isRecorded: Bool) throws {
        var first = world(lowering.type)
        _ = try killed(&first, isRecorded: isRecorded)
        var second = world(lowering.type)
        second.replaceJournal(of: "main", with: first.journal(of: "main"))
        second.continueFrom(first.basis)
        var same = first
        let (there, here) = (try rest(&second), try rest(&same))
        #expect(there.record.duration == here.record.duration)
        #expect(there.error == here.error)
        if isRecorded { expect(there, lowering) }
    }

    @Test("nothing is remembered of a run that is over, but what its journal does not say")
    func forgotten() throws {
        let lowering = Lowering(type: FewerTokens(350), kind: "budget")
        var world = world(lowering.type)
        for repetition in 1...20 {
            _ = world.run(try plan().repeated(repetition), agents: agents)
            #expect(world.basis.lowered.isEmpty)
        }
        for isRecorded in [true, false] {
            var world = self.world(lowering.type)
            _ = try killed(&world, isRecorded: isRecorded)
            #expect(world.basis.lowered.count == 1)
            #expect(try rest(&world).status == .failed)
            #expect(world.basis.lowered.isEmpty == isRecorded)
            // It may be resumed again.
            var order = VirtualOrder(plan: try plan(), agents: agents)
            order.life = 2
            order.restoration = try world.restoration(of: "main")
            order.recordedEntries = world.journal(of: "main").count
            let again = try #require(world.run([order]).first)
            #expect(again.error?.failure.kind == "budget")
        }
    }

    @Test("a run of that name that begins anew has all of them", arguments: lowerings)
    func anew(lowering: Lowering) throws {
        var world = world(lowering.type)
        _ = try killed(&world)
        let trace = world.run(try plan(), agents: agents)
        expect(trace, Lowering(type: lowering.type, duration: .seconds(2)))
    }
}
