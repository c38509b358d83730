import TestSupport
import Testing

@testable import Statistics

@Suite("Planned power")
struct PlannedPowerTests {
    private static let trials = 200

    @Test(
        "a 3 % change is found in 72 % of 200 trials at least, with the pairs that a pilot asked for"
    )
    func pairs() throws {
        var draw = SplitMix64(seed: 20_261_101)
        func measure(_ count: Int, effect: Double) throws -> PairedRatio {
            let machine = (0..<count).map { _ in draw.lognormal(mean: 3, deviation: 0.3) }
            return try PairedRatio.estimate(
                baseline: machine.map { $0 * draw.lognormal(mean: 0, deviation: 0.04) },
                candidate: machine.map { effect * $0 * draw.lognormal(mean: 0, deviation: 0.04) },
                confidence: 0.95
            )
        }
        var found = 0
        for _ in 0..<Self.trials {
            let needed = try #require(
                try measure(30, effect: 1).pairsNeeded(toDetect: 1.03)
            )
            #expect((10...90).contains(needed))
            let measured = try measure(needed, effect: 1.03)
            if measured.low > 1 { found += 1 }
        }
        #expect(found >= 144)
        // With far more pairs than needed it would be found always, and the plan would be worth nothing.
        #expect(found <= 188)
    }

    @Test("so it is with values that aren't paired")
    func values() throws {
        var draw = SplitMix64(seed: 20_261_102)
        func measure(_ count: Int, effect: Double) throws -> UnpairedRatio {
            try UnpairedRatio.estimate(
                baseline: (0..<count).map { _ in draw.lognormal(mean: 3, deviation: 0.04) },
                candidate: (0..<count).map { _ in
                    effect * draw.lognormal(mean: 3, deviation: 0.03)
                },
                confidence: 0.95
            )
        }
        var found = 0
        for _ in 0..<Self.trials {
            let pilot = try measure(20, effect: 1)
            let needed = try #require(pilot.valuesNeeded(toDetect: 1.03))
            #expect((8...60).contains(needed))
            if try measure(needed, effect: 1.03).low > 1 { found += 1 }
        }
        #expect((144...188).contains(found))
    }

    // python3 -c "from scipy import stats; import math
    // power = lambda n, q, p0: (lambda c: stats.binom.sf(c - 1, n, q))(
    //     next(c for c in range(n + 2) if stats.binom.sf(c - 1, n, p0) <= 0.025))
    // print(power(N, SHARE, BOUND), power(N - 1, SHARE, BOUND))"
    @Test(
        "trials that tell a share from a bound do so with 80 % power",
        arguments: [(0.99, 0.9), (0.6, 0.5), (0.3, 0.5)]
    )
    func shares(share: Double, bound: Double) throws {
        let needed = try #require(
            Proportion.trialsNeeded(toDistinguish: share, from: bound, confidence: 0.95)
        )
        var draw = SplitMix64(seed: 20_261_103)
        var told = 0
        for _ in 0..<1000 {
            let successes = (0..<needed).count { _ in
                Double(draw.next() >> 11) * 0x1p-53 < share
            }
            let found = try Proportion.estimate(
                successes: successes,
                trials: needed,
                confidence: 0.95
            )
            if share > bound ? found.low > bound : found.high < bound { told += 1 }
        }
        #expect((760...930).contains(told), "\(needed)")
    }

    @Test(
        "trials without a failure that put the interval above a bound",
        arguments: [(0.9, 36), (0.5, 6), (0.99, 368)]
    )
    func withoutFailure(bound: Double, expected: Int) throws {
        let needed = Proportion.trialsNeeded(withoutFailureToShow: bound, confidence: 0.95)
        #expect(needed == expected)
        func low(_ trials: Int) throws -> Double {
            try Proportion.estimate(successes: trials, trials: trials, confidence: 0.95).low
        }
        #expect(try low(expected) >= bound)
        #expect(try low(expected - 1) < bound)
    }

    @Test("the pairs for a width make intervals of about that width")
    func width() throws {
        var draw = SplitMix64(seed: 20_261_104)
        func measure(_ count: Int) throws -> PairedRatio {
            try PairedRatio.estimate(
                baseline: (0..<count).map { _ in draw.lognormal(mean: 0, deviation: 0.05) },
                candidate: (0..<count).map { _ in draw.lognormal(mean: 0, deviation: 0.05) },
                confidence: 0.95
            )
        }
        let needed = try #require(try measure(100).pairsNeeded(forWidth: 0.05))
        let widths = try (0..<50).map { _ in
            try #require(try measure(needed).interval.relativeWidth)
        }
        #expect((0.045...0.055).contains(try Sample(widths).median))
        #expect(try measure(20).pairsNeeded(forWidth: 0) == nil)
        #expect(try measure(20).pairsNeeded(forWidth: .infinity) == nil)
    }

    @Test("there is no plan for what no number shows")
    func noPlan() {
        #expect(Proportion.trialsNeeded(toDistinguish: 0.9, from: 0.9, confidence: 0.95) == nil)
        #expect(Proportion.trialsNeeded(toDistinguish: 0.9, from: 1, confidence: 0.95) == nil)
        #expect(
            Proportion.trialsNeeded(toDistinguish: 0.5, from: 0.500_01, confidence: 0.95) == nil
        )
        #expect(Proportion.trialsNeeded(withoutFailureToShow: 1, confidence: 0.95) == nil)
        #expect(Proportion.trialsNeeded(withoutFailureToShow: 0.9, confidence: 1) == nil)
    }
}
