/// How a ratio was estimated.
package enum RatioMethod: String, Equatable, Sendable, CaseIterable {
    /// Logarithms of ratios: every value is positive.
    case logRatios
    /// Plain differences and a ratio of sums or means: some value is 0.
    case differences
}

/// The ratio candidate / baseline of paired measurements, with an interval and a p-value.
///
/// When all values are positive, the ratio is the exponential of the Hodges–Lehmann estimate on
/// log ratios. When some value is 0, it is Σ candidate / Σ baseline, and the interval holds every
/// θ for which the signed-rank test does not reject candidate − θ · baseline about 0; pairs of two
/// zeros are dropped. A ratio of sums follows the largest pairs and the interval does not, so in
/// extreme cases the ratio lies outside. A sum of 0 in the baseline makes the ratio +∞.
package struct PairedRatio: Equatable, Sendable {
    /// Candidate / baseline; below 1 the candidate is smaller.
    package let ratio: Double
    /// The lower end of the interval.
    package let low: Double
    /// The upper end of the interval; +∞ when zeros in the baseline leave it unbounded.
    package let high: Double
    /// The two-sided p-value of the ratio 1.
    package let p: Double
    /// Pairs used.
    package let pairs: Int
    /// Pairs of two zeros, not used.
    package let dropped: Int
    /// How the ratio was estimated.
    package let method: RatioMethod
    /// The confidence of the interval, in 0...1.
    package let confidence: Double
    /// The standard deviation of the log ratios; nil when there are zeros.
    package let logDeviation: Double?
}

extension PairedRatio {
    /// The ratio of two samples whose values at the same place belong together.
    ///
    /// Throws `SampleError`: `.tooFew` under the pairs a verdict needs (6 at 95 %), and an error
    /// for samples of different lengths and for values that are negative or not finite.
    package static func estimate(
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) -> PairedRatio {
        try SampleCheck.confidence(confidence)
        guard baseline.count == candidate.count else {
            throw .unequalCounts(baseline: baseline.count, candidate: candidate.count)
        }
        try SampleCheck.measurements(baseline, place: "baseline")
        try SampleCheck.measurements(candidate, place: "candidate")
        let pairs = zip(baseline, candidate).map { (baseline: $0, candidate: $1) }
        let used = pairs.filter { $0.baseline > 0 || $0.candidate > 0 }
        let rank = try SignedRankTest.criticalRank(pairs: used.count, confidence: confidence)
        let positive = pairs.allSatisfy { $0.baseline > 0 && $0.candidate > 0 }
        let found = positive ? byLogRatios(used, rank: rank) : byDifferences(used, rank: rank)
        return PairedRatio(
            ratio: found.shift.estimate,
            low: found.shift.low,
            high: found.shift.high,
            p: found.shift.p,
            pairs: used.count,
            dropped: pairs.count - used.count,
            method: positive ? .logRatios : .differences,
            confidence: confidence,
            logDeviation: found.logDeviation
        )
    }

    private typealias Pair = (baseline: Double, candidate: Double)
    private typealias Finding = (shift: ShiftEstimate, logDeviation: Double?)

    private static func byLogRatios(_ pairs: [Pair], rank: Int) -> Finding {
        let logs = pairs.map { Elementary.logarithmicRatio($0.candidate, $0.baseline) }
        let averages = SignedRankTest.walsh(logs) { $0 / 2 + $1 / 2 }
        let bounds = OrderStatistics.bounds(averages, rank: rank)
        let shift = ShiftEstimate(
            estimate: Elementary.exponential(OrderStatistics.median(averages)),
            low: Elementary.exponential(bounds.low),
            high: Elementary.exponential(bounds.high),
            p: SignedRankTest.pValue(checked: logs)
        )
        return (shift, Sample(checked: logs).standardDeviation)
    }

    /// The Walsh average of pairs i and j of candidate − θ · baseline is above 0 exactly while θ is
    /// below (c_i + c_j) / (b_i + b_j), so these quotients take the place of the Walsh averages.
    private static func byDifferences(_ pairs: [Pair], rank: Int) -> Finding {
        let critical = SignedRankTest.walsh(pairs) { first, second in
            Elementary.ratioOfSums(
                [first.candidate, second.candidate],
                [first.baseline, second.baseline]
            )
        }
        let bounds = OrderStatistics.bounds(critical, rank: rank)
        let shift = ShiftEstimate(
            estimate: Elementary.ratioOfSums(pairs.map(\.candidate), pairs.map(\.baseline)),
            low: bounds.low,
            high: bounds.high,
            p: SignedRankTest.pValue(checked: pairs.map { $0.candidate - $0.baseline })
        )
        return (shift, nil)
    }
}
