import TestSupport
import Testing
import Workflows

@Suite("Chance")
struct ChanceTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        let chance: Chance
        let uniform: UInt64
        let testDescription: String
    }

    // From a second implementation, in another language, of SplitMix64's finalizer over FNV-1a.
    @Test(
        "draws are the same bits on every machine and in every build",
        arguments: [
            Golden(
                chance: Chance(seed: 0),
                uniform: 0x3fe6_7054_60be_8829,
                testDescription: "seed 0"
            ),
            Golden(
                chance: Chance(seed: 42),
                uniform: 0x3fee_957a_287f_d648,
                testDescription: "seed 42"
            ),
            Golden(
                chance: Chance(seed: 42).named("retry"),
                uniform: 0x3fe0_de7c_db9b_96d3,
                testDescription: "seed 42, retry"
            ),
            Golden(
                chance: Chance(seed: 42).named("retry").numbered(3),
                uniform: 0x3fea_23e0_84cf_7aec,
                testDescription: "seed 42, retry, 3"
            ),
            Golden(
                chance: Chance(seed: .max).named("é").numbered(-1),
                uniform: 0x3fed_ab81_65ba_1196,
                testDescription: "the largest seed, a name beyond ASCII, a negative number"
            ),
        ]
    )
    func golden(_ golden: Golden) {
        #expect(golden.chance.uniform().bitPattern == golden.uniform)
    }

    @Test("a draw depends on the seed and on who asks, and on nothing else")
    func pure() {
        let chance = Chance(seed: 5).named("agent").numbered(2)
        #expect(chance.uniform() == chance.uniform())
        #expect(chance.normal() == chance.normal())
        #expect(chance == Chance(seed: 5).named("agent").numbered(2))
    }

    @Test("seeds, names, numbers and their order give draws of their own")
    func distinct() {
        let root = Chance(seed: 5)
        let draws = [
            root, Chance(seed: 6), root.named("a"), root.named("b"), root.named(""),
            root.named("a").named("b"), root.named("b").named("a"), root.named("ab"),
            root.numbered(0), root.numbered(1), root.numbered(0).numbered(1),
            root.numbered(1).numbered(0), root.named("1"),
        ].map { $0.uniform() }
        #expect(Set(draws).count == draws.count)
    }

    @Test("two consumers' draws are uncorrelated")
    func independent() {
        let root = Chance(seed: 9)
        let pairs = (0..<20_000).map { number in
            (
                root.named("a").numbered(number).uniform() - 0.5,
                root.named("b").numbered(number).uniform() - 0.5
            )
        }
        let covariance = pairs.reduce(0) { $0 + $1.0 * $1.1 } / Double(pairs.count)
        // The correlation's standard error is 1/√20000, some 0.007.
        #expect((covariance * 12).magnitude < 0.03)
    }

    struct Stream: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let draw: @Sendable (Int) -> Double
    }

    @Test(
        "draws are uniform by a chi-square test, whatever they are numbered by",
        arguments: [
            Stream(testDescription: "seeds") { Chance(seed: UInt64($0)).uniform() },
            Stream(testDescription: "numbers") { Chance(seed: 1).numbered($0).uniform() },
            Stream(testDescription: "names") { Chance(seed: 1).named("p\($0)").uniform() },
        ]
    )
    func uniformity(stream: Stream) {
        var counts = Array(repeating: 0, count: 100)
        for number in 0..<100_000 {
            let draw = stream.draw(number)
            #expect((0..<1).contains(draw))
            counts[min(99, Int(draw * 100))] += 1
        }
        let statistic = counts.reduce(0.0) { sum, count in
            sum + Double((count - 1000) * (count - 1000)) / 1000
        }
        // The 0.001 and 0.999 quantiles of chi-square with 99 degrees of freedom.
        #expect((60...149).contains(statistic))
    }

    @Test("normal draws have mean 0, variance 1 and the normal distribution's quantiles")
    func normal() {
        let draws = (0..<20_000).map { Chance(seed: 3).numbered($0).normal() }.sorted()
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(mean.magnitude < 0.03)
        #expect((0.96...1.04).contains(variance))
        #expect((draws[18_000] - 1.2816).magnitude < 0.05)
        #expect((draws[2000] + 1.2816).magnitude < 0.05)
    }
}
