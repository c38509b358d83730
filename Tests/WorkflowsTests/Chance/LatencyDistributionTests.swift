import Testing
import Workflows

@Suite("Distributions of latency")
struct LatencyDistributionTests {
    private let chance = Chance(seed: 7).named("latency")

    private func microseconds(_ distribution: LatencyDistribution, _ count: Int) -> [Int] {
        (0..<count).map { distribution.sample(chance.numbered($0)).microseconds }
    }

    // From a second implementation, in another language.
    @Test("draws are the same microseconds on every machine and in every build")
    func golden() {
        let lognormal = LatencyDistribution.lognormal(median: .milliseconds(1800), p90: .seconds(4))
        #expect(
            microseconds(lognormal, 6)
                == [1_546_313, 3_536_981, 5_287_396, 2_358_750, 1_403_552, 779_540]
        )
        let uniform = LatencyDistribution.uniform(min: .milliseconds(250), max: .milliseconds(750))
        #expect(
            microseconds(uniform, 6) == [630_887, 423_714, 504_429, 381_452, 712_247, 286_875]
        )
    }

    @Test("a constant latency is always the same", arguments: [0, 1, 1_800_000])
    func constant(value: Int) {
        #expect(
            Set(microseconds(.constant(.microseconds(value)), 100)) == [value]
        )
    }

    @Test("uniform draws stay between their ends and fill the room")
    func uniform() {
        let draws = microseconds(.uniform(min: .milliseconds(1), max: .milliseconds(3)), 20_000)
        #expect(draws.allSatisfy { (1000...3000).contains($0) })
        #expect((1990...2010).contains(draws.reduce(0, +) / 20_000))
        #expect((draws.min() ?? 0) < 1010)
        #expect((draws.max() ?? 0) > 2990)
    }

    @Test(
        "lognormal draws have the median and the 90th percentile that were asked for",
        arguments: [(1_800_000, 4_000_000), (100_000, 100_000), (1_000_000, 30_000_000)]
    )
    func lognormal(median: Int, p90: Int) {
        let draws = microseconds(
            .lognormal(median: .microseconds(median), p90: .microseconds(p90)),
            20_000
        ).sorted()
        // Three standard errors of a quantile of 20,000 draws are some 3 % of sigma at most.
        #expect(agree(Double(draws[10_000]), Double(median), to: 0.06))
        #expect(agree(Double(draws[18_000]), Double(p90), to: 0.12))
    }

    @Test("a median of zero means no latency")
    func zeroMedian() {
        #expect(
            microseconds(.lognormal(median: .zero, p90: .seconds(1)), 10).allSatisfy { $0 == 0 }
        )
    }

    @Test("no draw is longer than the longest time")
    func clamped() {
        let extreme = LatencyDistribution.lognormal(median: .microseconds(1), p90: .longest)
        #expect((0..<1000).allSatisfy { extreme.sample(chance.numbered($0)) <= .longest })
    }
}
