import TestSupport
import Testing
import Workflows

@testable import Faults

@Suite("What a fault draws once in a run")
struct RunDrawTests {
    private func fault(
        _ id: String,
        probability: Double? = nil,
        window: FaultSelector.DrawnWindow? = nil,
        group: FaultGroup? = nil
    ) -> Fault {
        let selector = FaultSelector.make {
            $0.probability = probability
            $0.drawnWindow = window
        }
        return Fault(
            id: id,
            selector: selector,
            inject: AddedLatency(.constant(.seconds(1))),
            group: group
        )
    }

    private let window = FaultSelector.DrawnWindow(
        start: .uniform(min: .seconds(10), max: .seconds(50)),
        length: .uniform(min: .seconds(5), max: .seconds(20))
    )

    /// The seconds of a run at which a fault fires.
    private func seconds(
        _ faults: [Fault],
        of id: String = "f",
        in visit: Visit,
        seed: UInt64 = 1
    ) throws -> [Int] {
        var rig = FaultRig(faults)
        return try (0..<80).filter { second in
            let visit = visit.changed { $0.time = .seconds(second) }
            return try rig.pass(visit, seed: seed).contains(id)
        }
    }

    @Test("a drawn window is one time of the run, where its start and its length may lie")
    func windows() throws {
        var found: Set<[Int]> = []
        for repetition in 1...200 {
            let seconds = try seconds(
                [fault("f", window: window)],
                in: .make(repetition: repetition)
            )
            let first = try #require(seconds.first)
            #expect(seconds == Array(first..<first + seconds.count))
            #expect((10...51).contains(first) && (4...21).contains(seconds.count))
            found.insert(seconds)
        }
        #expect(found.count > 150)
    }

    /// Whether a change of a visit leaves the window where it is.
    private func keepsWindow(_ change: @Sendable (inout Visit) -> Void) throws -> Bool {
        let here = try seconds([fault("f", window: window)], in: .make(repetition: 1))
        let there = Visit.make(repetition: 1).changed(change)
        return try seconds([fault("f", window: window)], in: there) == here
    }

    @Test(
        "it is the same at each phase, attempt and life of a run",
        arguments: [
            { $0.phase = "planner" }, { $0.attempt = 3 }, { $0.life = 2 }, { $0.role = .undo },
        ] as [@Sendable (inout Visit) -> Void]
    )
    func sameRun(_ change: @Sendable (inout Visit) -> Void) throws {
        #expect(try keepsWindow(change))
    }

    @Test(
        "it is another in each run and repetition",
        arguments: [{ $0.repetition = 2 }, { $0.run = "other" }]
            as [@Sendable (inout Visit) -> Void]
    )
    func otherRun(_ change: @Sendable (inout Visit) -> Void) throws {
        #expect(try !keepsWindow(change))
    }

    @Test("seed and id draw it, and no other fault")
    func independence() throws {
        let own = fault("f", window: window)
        let alone = try seconds([own], in: .make())
        #expect(try seconds([own], in: .make(), seed: 2) != alone)
        #expect(try seconds([fault("g", window: window), own], in: .make()) == alone)
        #expect(try seconds([fault("g", window: window)], of: "g", in: .make()) != alone)
    }

    @Test("what lies outside a drawn window is no visit")
    func visits() throws {
        var rig = FaultRig([fault("f", window: window)])
        for second in 0..<80 { _ = try rig.pass(.make(at: .seconds(second))) }
        #expect(rig.visits == rig.fired)
        #expect((4...21).contains(try #require(rig.visits["f"])))
    }

    /// Whether a fault fires at each of the first calls of a run.
    private func calls(_ faults: [Fault], of id: String, in repetition: Int) throws -> [Bool] {
        var rig = FaultRig(faults)
        let visits = (1...6).map { attempt in
            Visit.make(
                repetition: repetition,
                phase: attempt.isMultiple(of: 2) ? "coder" : "planner",
                attempt: attempt
            )
        }
        return try rig.firings(of: id, on: visits)
    }

    @Test("where one draw decides, each fault fires at all visits of a run or at none")
    func together() throws {
        let group = FaultGroup(name: "vendor", together: 1)
        let likely = fault("likely", probability: 0.6, group: group)
        let rare = fault("rare", probability: 0.2, group: group)
        var (fired, firedRare) = (0, 0)
        for repetition in 1...2000 {
            let all = try calls([likely, rare], of: "likely", in: repetition)
            let few = try calls([likely, rare], of: "rare", in: repetition)
            #expect(Set(all).count == 1 && Set(few).count == 1)
            // The number is the same, so what is below the lower probability is below the higher one.
            #expect(!few[0] || all[0])
            fired += all[0] ? 1 : 0
            firedRare += few[0] ? 1 : 0
        }
        #expect(Binomial.plausible(0.6, of: 2000).contains(fired))
        #expect(Binomial.plausible(0.2, of: 2000).contains(firedRare))
    }

    @Test("in the other runs each fault draws as if it were in no group")
    func apart() throws {
        let group = FaultGroup(name: "vendor", together: 0)
        for repetition in 1...200 {
            #expect(
                try calls([fault("f", probability: 0.5, group: group)], of: "f", in: repetition)
                    == calls([fault("f", probability: 0.5)], of: "f", in: repetition)
            )
        }
    }

    @Test("two first calls fail together as often as the share says", arguments: [0.8, 0.23, 0.5])
    func share(_ share: Double) throws {
        let group = FaultGroup(name: "vendor", together: share)
        let probability = 0.3
        let faults = ["a", "b"].map { fault($0, probability: probability, group: group) }
        var (one, both) = (0, 0)
        for repetition in 1...10_000 {
            var rig = FaultRig(faults)
            let acted = try rig.pass(.make(repetition: repetition))
            one += acted.contains("a") ? 1 : 0
            both += acted.count == 2 ? 1 : 0
        }
        #expect(Binomial.plausible(probability, of: 10_000).contains(one))
        let expected = share + (1 - share) * probability
        #expect(Binomial.plausible(expected, of: one).contains(both))
    }

    @Test("windows of a group are one where it draws together, and each its own elsewhere")
    func commonWindow() throws {
        func agree(_ share: Double) throws -> Int {
            let group = FaultGroup(name: "vendor", together: share)
            let faults = ["a", "b"].map { fault($0, window: window, group: group) }
            return try (1...100).count { repetition in
                let visit = Visit.make(repetition: repetition)
                return try seconds(faults, of: "a", in: visit)
                    == seconds(faults, of: "b", in: visit)
            }
        }
        #expect(try agree(1) == 100)
        #expect(try agree(0) < 20)
    }

    @Test("taking one of a group away, or another fault, moves no draw of the rest")
    func removal() throws {
        let group = FaultGroup(name: "vendor", together: 0.5)
        let faults = [
            fault("a", probability: 0.4, group: group), fault("x", probability: 0.5),
            fault("b", probability: 0.7, window: window, group: group),
        ]
        for repetition in 1...100 {
            let visit = Visit.make(repetition: repetition)
            for kept in faults {
                #expect(
                    try seconds(faults, of: kept.id, in: visit)
                        == seconds([kept], of: kept.id, in: visit)
                )
            }
        }
    }
}
