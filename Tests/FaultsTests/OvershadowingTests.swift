import Faults
import Testing
import Workflows

@Suite("Several faults at one place")
struct OvershadowingTests {
    private func fault(_ id: String, _ type: any Injection) -> Fault { Fault(id: id, inject: type) }

    private static let late = AddedLatency(.constant(.seconds(2)))
    private static let slowStart = AddedLatency(.constant(.seconds(3)), point: .before)
    private static let refused = ServerError()
    private static let dead = Crash()
    private static let deadAfter = Crash(point: .after)
    private static let hung = Hang()
    private static let hungAfter = Hang(point: .after)

    struct Example: Sendable {
        let types: [any Injection]
        /// The places of those that act, in their order.
        let acting: [Int]
        let delay: Int
        let wait: Int
    }

    @Test(
        "refusals and what acts before the work come first, in the order of declaration, until one decides",
        arguments: [
            Example(types: [refused, dead], acting: [0], delay: 0, wait: 0),
            Example(types: [dead, refused], acting: [0], delay: 0, wait: 0),
            Example(types: [late, refused], acting: [1], delay: 0, wait: 0),
            Example(types: [slowStart, refused], acting: [0, 1], delay: 3, wait: 0),
            Example(types: [refused, slowStart], acting: [0], delay: 0, wait: 0),
            Example(types: [late, slowStart, late], acting: [1, 0, 2], delay: 3, wait: 4),
            Example(types: [late, deadAfter, late], acting: [0, 1], delay: 0, wait: 2),
            Example(types: [deadAfter, hungAfter], acting: [0], delay: 0, wait: 0),
            Example(types: [deadAfter, hung], acting: [1], delay: 0, wait: 0),
            Example(types: [hung, hungAfter, refused], acting: [0], delay: 0, wait: 0),
        ]
    )
    func order(_ example: Example) throws {
        let faults = example.types.enumerated().map { fault("\($0)", $1) }
        var rig = FaultRig(faults)
        var call = AgentCall()
        #expect(try rig.pass(.make(), &call) == example.acting.map(String.init))
        #expect(call.delay == .seconds(example.delay))
        #expect(call.wait == .seconds(example.wait))
        for (place, tally) in faults.enumerated().map({ ($0, rig.faults.tallies[$1.id]) }) {
            let acts = example.acting.contains(place)
            #expect(tally?.visits == 1)
            #expect(tally?.firings == (acts ? 1 : 0))
            #expect(tally?.overshadowed == (acts ? 0 : 1))
        }
    }

    @Test("what is overshadowed does not use up its times, and names what was in its way")
    func times() throws {
        var busy = FaultSelector()
        busy.attempt = 1...3
        var twice = FaultSelector()
        twice.times = 2
        var rig = FaultRig([
            Fault(id: "busy", selector: busy, inject: Self.refused),
            Fault(id: "twice", selector: twice, inject: Self.dead),
        ])
        let fired = try (1...6).map { try rig.pass(.make(attempt: $0)) }
        #expect(fired == [["busy"], ["busy"], ["busy"], ["twice"], ["twice"], []])
        let tally = try #require(rig.faults.tallies["twice"])
        #expect((tally.visits, tally.firings, tally.overshadowed) == (6, 2, 3))
        #expect(tally.shadows == ["busy"])
    }

    @Test("one that would not have fired is not overshadowed")
    func unselected() throws {
        let never = FaultSelector.make { $0.probability = 0 }
        var rig = FaultRig([
            fault("busy", Self.refused), Fault(id: "never", selector: never, inject: Self.dead),
        ])
        _ = try rig.pass(.make())
        #expect(rig.faults.tallies["never"]?.overshadowed == 0)
    }
}

@Suite("Faults that follow a script")
struct ScriptedFaultTests {
    private let faults = [
        Fault.slow("a", .make { $0.probability = 0.4 }),
        Fault.hang("b", .make { $0.probability = 0.2 }),
    ]
    private let visits = (1...300).map { Visit.make(attempt: $0) }

    @Test("a script of what was drawn fires the same at the same sites, draws of types included")
    func same() throws {
        let latency = LatencyDistribution.uniform(min: .zero, max: .seconds(9))
        let faults =
            faults + [
                Fault(
                    id: "c",
                    selector: .make { $0.probability = 0.3 },
                    inject: AddedLatency(latency)
                )
            ]
        var drawn = FaultRig(DrawnFaults(faults, recordsFirings: true))
        let calls = try visits.map { visit in
            var call = AgentCall()
            return (try drawn.pass(visit, &call), call)
        }
        let script = drawn.faults.takeFirings()
        #expect(script.count == calls.reduce(0) { $0 + $1.0.count })
        #expect(drawn.faults.takeFirings().isEmpty)
        var scripted = FaultRig(ScriptedFaults(faults, script: script))
        for (visit, expected) in zip(visits, calls) {
            var call = AgentCall()
            #expect(try scripted.pass(visit, &call) == expected.0)
            #expect(call == expected.1)
        }
    }

    @Test("without one of them, the others fire where they fired, and no new one does")
    func without() throws {
        var drawn = FaultRig(DrawnFaults(faults, recordsFirings: true))
        let fired = try visits.map { try drawn.pass($0) }
        let script = drawn.faults.takeFirings().filter { $0.fault != "b" }
        var scripted = FaultRig(ScriptedFaults(faults, script: script))
        let again = try visits.map { try scripted.pass($0) }
        #expect(again == fired.map { $0.filter { $0 != "b" } })
        // Where b decided a call it hid a; without b, that a does not come up.
        var alone = FaultRig([faults[0]])
        #expect(try visits.map { try alone.pass($0) } != again)
    }

    @Test("an empty script fires nothing")
    func empty() throws {
        var scripted = FaultRig(ScriptedFaults(faults))
        #expect(try visits.allSatisfy { try scripted.pass($0).isEmpty })
    }
}
