@testable import Statistics
import TestSupport
import Testing

@Suite("Coverage of the intervals")
struct CoverageTests {
    private static let repetitions = 2000

    @Test(
        "the same against itself, in pairs, is found different in 2 to 6 % of the cases",
        arguments: [(10, UInt64(20_240_601)), (30, UInt64(20_240_602))]
    )
    func paired(count: Int, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var excluded = 0
        for _ in 0..<Self.repetitions {
            var baseline: [Double] = []
            var candidate: [Double] = []
            for _ in 0..<count {
                // A pair shares the state of the machine.
                let shared = generator.lognormal(mean: 3, deviation: 0.5)
                baseline.append(shared * generator.lognormal(mean: 0, deviation: 0.2))
                candidate.append(shared * generator.lognormal(mean: 0, deviation: 0.2))
            }
            let found = try PairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: 0.95
            )
            let excludesOne = found.low > 1 || found.high < 1
            if excludesOne { excluded += 1 }
            // The interval inverts the test, so both say the same.
            #expect(excludesOne == (found.p < 0.05))
        }
        #expect((Self.repetitions / 50...Self.repetitions * 6 / 100).contains(excluded))
    }

    @Test("the same against itself, unpaired, is found different in 2 to 6 % of the cases")
    func unpaired() throws {
        var generator = SplitMix64(seed: 20_240_603)
        var excluded = 0
        for _ in 0..<Self.repetitions {
            let baseline = (0..<8).map { _ in generator.lognormal(mean: 3, deviation: 0.5) }
            let candidate = (0..<9).map { _ in generator.lognormal(mean: 3, deviation: 0.5) }
            let found = try UnpairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: 0.95
            )
            let excludesOne = found.low > 1 || found.high < 1
            if excludesOne { excluded += 1 }
            #expect(excludesOne == (found.p < 0.05))
        }
        #expect((Self.repetitions / 50...Self.repetitions * 6 / 100).contains(excluded))
    }

    @Test("a true halving is found and its interval holds it in at least 93 % of the cases")
    func halving() throws {
        var generator = SplitMix64(seed: 20_240_604)
        var held = 0
        for _ in 0..<500 {
            let baseline = (0..<10).map { _ in generator.lognormal(mean: 1, deviation: 0.2) }
            let candidate = (0..<10).map { _ in generator.lognormal(mean: 1, deviation: 0.2) / 2 }
            let found = try PairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: 0.95
            )
            #expect(found.high < 1)
            if found.low <= 0.5, found.high >= 0.5 { held += 1 }
        }
        #expect(held >= 465)
    }
}
