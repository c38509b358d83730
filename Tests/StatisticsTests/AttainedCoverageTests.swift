import Foundation
import TestSupport
import Testing

@testable import Statistics

/// How often an interval holds the truth, beside how often it must by the exact distribution of its ranks.
///
/// `scripts/coverage` prints the figures, those of larger samples too.
@Suite("Attained coverage")
struct AttainedCoverageTests {
    private static let repetitions = 10_000
    private static let isWhole = ProcessInfo.processInfo.environment["MOONLIGHT_COVERAGE"] != nil

    private func judge(
        _ name: String,
        held: Int,
        attained: Double,
        location: SourceLocation = #_sourceLocation
    ) {
        let share = Double(held) / Double(Self.repetitions)
        if Self.isWhole { print("\(name): \(share), exactly \(attained)") }
        #expect((share - attained).magnitude <= 0.01, "\(name)", sourceLocation: location)
    }

    @Test("paired ratios", arguments: isWhole ? [6, 8, 10, 20, 40] : [8])
    func paired(count: Int) throws {
        var draw = SplitMix64(seed: 7_001 + UInt64(count))
        var held = 0
        for _ in 0..<Self.repetitions {
            let baseline = (0..<count).map { _ in 1 + draw.share() }
            // Symmetric about log 0.8, and flat: the ranks ask for no more.
            let candidate = baseline.map { $0 * 0.8 * Elementary.exponential(draw.share() - 0.5) }
            let found = try PairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: 0.95
            )
            if found.low <= 0.8, found.high >= 0.8 { held += 1 }
        }
        let rank = try SignedRankTest.criticalRank(pairs: count, confidence: 0.95)
        let exact = ExactNullDistribution(signedRanks: Array(1...count))
        judge("\(count) pairs", held: held, attained: 1 - 2 * exact.lowerTail(rank - 1))
    }

    @Test(
        "unpaired ratios",
        arguments: isWhole ? [(4, 4), (5, 9), (10, 10), (20, 15), (30, 30)] : [(4, 4)]
    )
    func unpaired(first: Int, second: Int) throws {
        var draw = SplitMix64(seed: 7_101 + UInt64(first))
        var held = 0
        for _ in 0..<Self.repetitions {
            let found = try UnpairedRatio.estimate(
                baseline: (0..<first).map { _ in 1 + draw.share() },
                candidate: (0..<second).map { _ in 3 * (1 + draw.share()) },
                confidence: 0.95
            )
            if found.low <= 3, found.high >= 3 { held += 1 }
        }
        let rank = try MannWhitneyTest.criticalRank(first, second, confidence: 0.95)
        let exact = ExactNullDistribution(rankSumOf: first, and: second)
        judge(
            "\(first) and \(second) values",
            held: held,
            attained: 1 - 2 * exact.lowerTail(rank - 1)
        )
    }

    @Test("shares", arguments: [(12, 0.9), (30, 0.5), (60, 0.97)])
    func shares(trials: Int, share: Double) throws {
        let intervals = try (0...trials).map {
            try Proportion.estimate(successes: $0, trials: trials, confidence: 0.95)
        }
        var draw = SplitMix64(seed: 7_201 + UInt64(trials))
        var held = 0
        for _ in 0..<Self.repetitions {
            let successes = (0..<trials).count { _ in draw.share() < share }
            if intervals[successes].low <= share, intervals[successes].high >= share { held += 1 }
        }
        let exact = intervals.filter { $0.low <= share && $0.high >= share }.reduce(0) {
            $0 + Self.probability(of: $1.successes, in: trials, share)
        }
        judge("\(share) of \(trials) trials", held: held, attained: exact)
    }

    @Test("quantiles", arguments: isWhole ? [(20, 0.5), (60, 0.9)] : [(20, 0.5)])
    func quantiles(count: Int, probability: Double) throws {
        var draw = SplitMix64(seed: 7_301 + UInt64(count))
        var held = 0
        for _ in 0..<Self.repetitions {
            let sample = try Sample((0..<count).map { _ in draw.share() })
            let found = try #require(sample.quantileInterval(probability, confidence: 0.95))
            let isAbove = try #require(found.low) <= probability
            if isAbove, try #require(found.high) >= probability { held += 1 }
        }
        let places = try Sample((1...count).map(Double.init))
        let ranks = try #require(places.quantileInterval(probability, confidence: 0.95))
        let (low, high) = (Int(try #require(ranks.low)), Int(try #require(ranks.high)))
        let exact = (low..<high).reduce(0) {
            $0 + Self.probability(of: $1, in: count, probability)
        }
        judge("the \(probability) quantile of \(count)", held: held, attained: exact)
    }

    @Test(
        "ratios of means of normal values, whose interval is exact",
        .enabled(if: isWhole, "scripts/coverage asks for it: it takes ten seconds"),
        arguments: [true, false]
    )
    func means(arePairs: Bool) throws {
        var draw = SplitMix64(seed: 7_401)
        var held = 0
        for _ in 0..<Self.repetitions {
            let baseline = (0..<8).map { _ in 50 + 4 * draw.sumOfTwelve() }
            let candidate = baseline.map {
                arePairs
                    ? $0 / 2 + 2 * draw.sumOfTwelve() : 25 + 4 * draw.sumOfTwelve()
            }
            let found =
                arePairs
                ? try RatioOfMeans.paired(
                    baseline: baseline,
                    candidate: candidate,
                    confidence: 0.95
                )
                : try RatioOfMeans.unpaired(
                    baseline: baseline,
                    candidate: candidate,
                    confidence: 0.95
                )
            if found.low <= 0.5, found.high >= 0.5 { held += 1 }
        }
        judge("means, paired \(arePairs)", held: held, attained: 0.95)
    }

    private static func probability(of successes: Int, in trials: Int, _ share: Double) -> Double {
        let ways = (0..<successes).reduce(1.0) {
            $0 * Double(trials - $1) / Double(successes - $1)
        }
        return ways * pow(share, Double(successes)) * pow(1 - share, Double(trials - successes))
    }
}

extension SplitMix64 {
    /// A number between 0 and 1, never either.
    fileprivate mutating func share() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// Nearly a standard normal number, and fast.
    fileprivate mutating func sumOfTwelve() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + share() }
    }
}
