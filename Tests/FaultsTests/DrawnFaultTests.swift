import Faults
import Testing
import Workflows

@Suite("Drawing faults")
struct DrawnFaultTests {
    private let calls = (1...10_000).map { Visit.make(repetition: $0) }

    private func chancy(_ id: String, _ probability: Double) -> Fault {
        .slow(id, .make { $0.probability = probability })
    }

    @Test("without faults nothing fires")
    func none() throws {
        var rig = FaultRig([])
        #expect(rig.faults.isIdle)
        #expect(try rig.pass(.make()).isEmpty)
        #expect(rig.fired == [:])
    }

    @Test("a fault fires about as often as its probability says", arguments: [0.01, 0.1, 0.5, 0.9])
    func probability(_ probability: Double) throws {
        var rig = FaultRig([chancy("f", probability)])
        let count = try rig.firings(on: calls).filter { $0 }.count
        // Five standard deviations of a binomial of 10,000.
        let spread = 5 * (10_000 * probability * (1 - probability)).squareRoot()
        #expect((Double(count) - 10_000 * probability).magnitude < spread)
    }

    @Test("one seed fires on the same calls, another on others")
    func seeds() throws {
        func fired(_ seed: UInt64) throws -> [Bool] {
            var rig = FaultRig([chancy("f", 0.3)])
            return try rig.firings(on: calls, seed: seed)
        }
        #expect(try fired(1) == fired(1))
        #expect(try fired(1) != fired(2))
    }

    @Test("a draw is one of its site alone: what was visited before does not move it")
    func sites() throws {
        let visits = Array(calls.prefix(200))
        var rig = FaultRig([chancy("f", 0.5)])
        let inOrder = try rig.firings(on: visits)
        var other = FaultRig([chancy("f", 0.5)])
        let backwards = try other.firings(on: visits.reversed())
        #expect(inOrder == backwards.reversed())
        var again = FaultRig([chancy("f", 0.5)])
        _ = try again.firings(on: Array(calls.dropFirst(300).prefix(77)))
        #expect(try again.firings(on: visits) == inOrder)
    }

    @Test("what fired at one place is kept for each failpoint by itself")
    func failpoints() throws {
        var rig = FaultRig([])
        let keys = try Failpoint.allCases.map { try rig.site(of: .make(), at: $0).key }
        #expect(keys.map(\.failpoint) == Failpoint.allCases)
        #expect(Set(keys).count == Failpoint.allCases.count)
    }

    @Test(
        "every word of a site has its own draws",
        arguments: [
            { $0.run = "other" }, { $0.repetition = 3 }, { $0.life = 1 }, { $0.phase = "planner" },
            { $0.role = .undo }, { $0.attempt = 2 },
        ] as [@Sendable (inout Visit) -> Void]
    )
    func words(_ change: @Sendable (inout Visit) -> Void) throws {
        var rig = FaultRig((0..<64).map { chancy("f\($0)", 0.5) })
        let here = try rig.pass(.make())
        let there = try rig.pass(Visit.make().changed(change))
        #expect(here != there)
        #expect(try rig.pass(.make()) == here)
    }

    @Test("the time is not part of a draw, because a late answer elsewhere would move it")
    func time() throws {
        var rig = FaultRig((0..<64).map { chancy("f\($0)", 0.5) })
        #expect(try rig.pass(.make()) == rig.pass(.make(at: .seconds(7))))
    }

    @Test("taking a fault away, or another order, does not shift another's draws")
    func independent() throws {
        let faults = [chancy("a", 0.3), chancy("b", 0.5), chancy("c", 0.7)]
        var all = FaultRig(faults)
        let some = Array(calls.prefix(1000))
        let expected = try some.map { Set(try all.pass($0)) }
        for kept in [["b"], ["c", "b"], ["c", "a"], ["c", "b", "a"]] {
            var fewer = FaultRig(kept.compactMap { id in faults.first { $0.id == id } })
            let found = try some.map { Set(try fewer.pass($0)) }
            #expect(found == expected.map { $0.intersection(kept) })
        }
    }

    @Test("two faults with one probability fire on calls of their own")
    func ids() throws {
        var rig = FaultRig([chancy("a", 0.5), chancy("b", 0.5)])
        let together = try calls.filter { try rig.pass($0).count == 2 }.count
        #expect((2250...2750).contains(together))
    }

    @Test("what a type draws is each firing's own, and replays")
    func typeChance() throws {
        let latency = LatencyDistribution.uniform(min: .zero, max: .seconds(1000))
        func waits() throws -> [Duration] {
            var rig = FaultRig([Fault(id: "a", inject: AddedLatency(latency))])
            return try calls.prefix(100).map { visit in
                var call = AgentCall()
                _ = try rig.pass(visit, &call)
                return call.wait
            }
        }
        #expect(try waits() == waits())
        #expect(Set(try waits()).count == 100)
    }

    @Test("each fault has its own counts")
    func tallies() throws {
        var rig = FaultRig([
            .slow("once", .make { $0.times = 1 }), .slow("never", .make { $0.nth = 100 }),
            .slow("elsewhere", .make { $0.phase = "x" }),
        ])
        for visit in calls.prefix(5) { _ = try rig.pass(visit) }
        #expect(rig.fired == ["once": 1, "never": 0, "elsewhere": 0])
        #expect(rig.visits == ["once": 5, "never": 5, "elsewhere": 0])
    }

    @Test("counts continue from those of another process")
    func continued() throws {
        let faults = [Fault.slow("f", .make { $0.nth = 3 })]
        var first = FaultRig(faults)
        _ = try first.firings(on: Array(calls.prefix(2)))
        var second = FaultRig(faults)
        second.faults.continueFrom(first.faults.tallies)
        #expect(try second.pass(.make()) == ["f"])
    }
}
