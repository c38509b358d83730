import TestSupport
import Testing

@testable import Statistics

@Suite("The interval of a median")
struct MedianIntervalTests {
    /// Ranks r of `x(r)..x(n+1-r)` at 95 %: the largest r with `qbinom`-like P(X < r) <= 0.025, X ~ B(n, 1/2);
    /// python3 -c "from math import comb; n=…; c=0; r=0
    /// while (c := c + comb(n, r) / 2**n) <= 0.025: r += 1
    /// print(r)"
    @Test(
        "lies between the values whose ranks the coins say",
        arguments: [
            (6, 1), (8, 1), (9, 2), (12, 3), (20, 6), (40, 14), (100, 40), (1000, 469),
            (4000, 1938),
        ]
    )
    func ranks(count: Int, rank: Int) throws {
        let sample = try Sample((1...count).map(Double.init).reversed())
        let interval = try #require(sample.medianInterval(confidence: 0.95))
        #expect(interval == Double(rank)...Double(count + 1 - rank))
    }

    @Test("there is none for too few values, or for an invalid confidence", arguments: 1...5)
    func few(count: Int) throws {
        let sample = try Sample((1...count).map(Double.init))
        #expect(sample.medianInterval(confidence: 0.95) == nil)
        #expect(sample.medianInterval(confidence: 0) == nil)
        #expect(sample.medianInterval(confidence: 1) == nil)
    }

    @Test("holds the true median as often as it says")
    func coverage() throws {
        var generator = SplitMix64(seed: 7)
        let covered = try (0..<2000).count { _ in
            let values = (0..<25).map { _ in Double(generator.next() >> 11) * 0x1p-53 }
            let interval = try #require(try Sample(values).medianInterval(confidence: 0.95))
            return interval.contains(0.5)
        }
        #expect((1880...1950).contains(covered))
    }
}
