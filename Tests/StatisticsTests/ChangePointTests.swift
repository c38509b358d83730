import TestSupport
import Testing

@testable import Statistics

@Suite("Change points")
struct ChangePointTests {
    /// Log-normal values with these medians, so many of each.
    private static func series(
        _ levels: [(median: Double, count: Int)],
        deviation: Double,
        seed: Int
    ) -> [Double] {
        var chance = SplitMix64(seed: UInt64(seed))
        return levels.flatMap { level in
            (0..<level.count).map { _ in
                level.median * chance.lognormal(mean: 0, deviation: deviation)
            }
        }
    }

    @Test(
        "a change by half is found in at least 90 of 100 series, near its place",
        arguments: [(20, 20), (12, 38), (100, 30)]
    )
    func planted(before: Int, after: Int) throws {
        var found = 0
        for seed in 0..<100 {
            let values = Self.series([(10, before), (15, after)], deviation: 0.2, seed: seed)
            let changes = try ChangePoints.find(in: values, seed: 1)
            if changes.contains(where: { ($0.place - before).magnitude <= 3 }) { found += 1 }
        }
        #expect(found >= 90, "\(found)")
    }

    @Test("of series without a change at most 1 % have one", arguments: [16, 40, 200])
    func falseAlarms(count: Int) throws {
        let alarms = try (0..<400).count { seed in
            let values = Self.series([(10, count)], deviation: 0.3, seed: 7000 + seed)
            return try !ChangePoints.find(in: values, seed: 1).isEmpty
        }
        // P(more than 11 of 400) is below 0.002 at 1 %.
        #expect(alarms <= 11, "\(alarms)")
    }

    @Test("of series of few different values, too, at most 1 % have one")
    func ties() throws {
        let alarms = try (0..<400).count { seed in
            var chance = SplitMix64(seed: UInt64(seed))
            let values = (0..<60).map { _ in Double(chance.next() % 3) }
            return try !ChangePoints.find(in: values, seed: 1).isEmpty
        }
        #expect(alarms <= 11, "\(alarms)")
    }

    @Test("two changes are found, each with the levels on both of its sides")
    func two() throws {
        let levels = [(median: 10.0, count: 30), (20.0, 30), (5.0, 30)]
        let values = Self.series(levels, deviation: 0.1, seed: 3)
        let changes = try ChangePoints.find(in: values, seed: 1)
        #expect(changes.map(\.place) == [30, 60])
        for (change, expected) in zip(changes, [2.0, 0.25]) {
            let ratio = try #require(change.ratio)
            #expect((ratio / expected - 1).magnitude < 0.1, "\(ratio)")
            #expect(change.p < ChangePoints.level)
        }
        #expect(changes.first?.after == changes.last?.before)
    }

    @Test("eight values on either side are enough, seven are not")
    func least() throws {
        let enough = [Double](repeating: 1, count: 8) + [Double](repeating: 2, count: 8)
        #expect(try ChangePoints.find(in: enough, seed: 1).map(\.place) == [8])
        let tooFew = [Double](repeating: 1, count: 7) + [Double](repeating: 2, count: 8)
        #expect(try ChangePoints.find(in: tooFew, seed: 1).isEmpty)
        #expect(try ChangePoints.find(in: [], seed: 1).isEmpty)
    }

    @Test("equal values have no change, and from 0 there is no ratio")
    func degenerate() throws {
        #expect(try ChangePoints.find(in: .init(repeating: 3, count: 100), seed: 1).isEmpty)
        let risen = [Double](repeating: 0, count: 10) + [Double](repeating: 2, count: 10)
        let changes = try ChangePoints.find(in: risen, seed: 1)
        #expect(changes.map(\.place) == [10])
        #expect(changes.first?.ratio == nil)
        #expect(throws: SampleError.notFinite(place: "values[0]", found: "inf")) {
            try ChangePoints.find(in: [.infinity], seed: 1)
        }
    }

    @Test("the same values and seed give the same changes")
    func deterministic() throws {
        let values = Self.series([(10, 25), (13, 25)], deviation: 0.2, seed: 11)
        let first = try ChangePoints.find(in: values, seed: 5)
        #expect(!first.isEmpty)
        #expect(try ChangePoints.find(in: values, seed: 5) == first)
    }
}
