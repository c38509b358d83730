/// The Mann–Whitney test of two independent samples, and the interval of shifts that inverts it.
///
/// The null distribution is exact while the product of the sample sizes is at most 2500 and, for
/// the p-value, there are no ties; otherwise it is the normal approximation with corrections for
/// continuity and ties.
package enum MannWhitneyTest {
    static let exactLimit = 2500

    /// The two-sided p-value; throws `SampleError.empty` or `.notFinite`.
    package static func pValue(
        baseline: [Double],
        candidate: [Double]
    ) throws(SampleError) -> Double {
        guard !baseline.isEmpty, !candidate.isEmpty else { throw .empty }
        try SampleCheck.finite(baseline, place: "baseline")
        try SampleCheck.finite(candidate, place: "candidate")
        return pValue(checked: baseline, candidate)
    }

    /// The median of all differences candidate − baseline, and the interval of shifts the test
    /// without ties does not reject; conservative when there are ties.
    ///
    /// Throws `SampleError`, `.tooFewValues` among others.
    package static func shift(
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) -> ShiftEstimate {
        try SampleCheck.finite(baseline, place: "baseline")
        try SampleCheck.finite(candidate, place: "candidate")
        try SampleCheck.count(baseline)
        try SampleCheck.count(candidate)
        let rank = try criticalRank(baseline.count, candidate.count, confidence: confidence)
        let differences = candidate.flatMap { value in baseline.map { value - $0 } }.sorted()
        let bounds = OrderStatistics.bounds(differences, rank: rank)
        return ShiftEstimate(
            estimate: OrderStatistics.median(differences),
            low: bounds.low,
            high: bounds.high,
            p: pValue(checked: baseline, candidate)
        )
    }

    /// The fewest values a side for which an interval of this confidence can be bounded when both
    /// sides have as many: 4 at 95 %. Throws `SampleError.confidence`.
    package static func valuesNeeded(confidence: Double) throws(SampleError) -> Int {
        try SampleCheck.confidence(confidence)
        let reached = (1 - confidence) / 2 * (1 - 1e-13)
        var values = 1
        // 1 / C(2n, n), the probability of the most extreme order.
        var extreme = 0.5
        while extreme >= reached {
            values += 1
            extreme *= Double(values) / Double(4 * values - 2)
        }
        return values
    }

    static func pValue(checked baseline: [Double], _ candidate: [Double]) -> Double {
        let found = Standing(baseline, candidate)
        return found.distribution.twoSided(found.statistic)
    }

    /// The one-sided p-value: small where the candidate lies above the baseline, or below it.
    static func pValue(
        checked baseline: [Double],
        _ candidate: [Double],
        isAbove: Bool
    ) -> Double {
        let found = isAbove ? Standing(baseline, candidate) : Standing(candidate, baseline)
        return found.distribution.atLeast(found.statistic, spacing: found.spacing)
    }

    /// How often a value of the candidate lies above one of the baseline, and how that is distributed when there is no
    /// effect; both are doubled where ties make halves.
    private struct Standing {
        let statistic: Int
        let distribution: any NullDistribution
        let spacing: Int

        init(_ baseline: [Double], _ candidate: [Double]) {
            let (ranks, tieSizes) = Ranks.doubled(candidate + baseline)
            let n = candidate.count
            let product = n * baseline.count
            // Twice the statistic: the rank sum of the candidate less its least value.
            let doubled = ranks.prefix(n).reduce(0, +) - n * (n + 1)
            if tieSizes.count == ranks.count, product <= exactLimit {
                distribution = ExactNullDistribution(rankSumOf: baseline.count, and: n)
                statistic = doubled / 2
                spacing = 1
                return
            }
            let size = Double(ranks.count)
            let ties = tieSizes.reduce(0.0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
            let variance = Double(product) / 12 * (size + 1 - ties / (size * (size - 1)))
            statistic = doubled
            spacing = 2
            distribution = NormalNullDistribution(
                total: 2 * product,
                standardDeviation: 2 * max(0, variance).squareRoot(),
                spacing: 2
            )
        }
    }

    /// The place, from either end of the sorted differences, of the ends of the interval.
    static func criticalRank(
        _ baseline: Int,
        _ candidate: Int,
        confidence: Double
    ) throws(SampleError) -> Int {
        let needed = try valuesNeeded(confidence: confidence)
        guard min(baseline, candidate) >= needed else {
            throw .tooFewValues(baseline: baseline, candidate: candidate, needed: needed)
        }
        let tail = (1 - confidence) / 2
        let product = baseline * candidate
        guard product > exactLimit else {
            return ExactNullDistribution(rankSumOf: baseline, and: candidate).lowerQuantile(tail)
        }
        let variance = Double(product) * Double(baseline + candidate + 1) / 12
        return NormalNullDistribution(total: product, standardDeviation: variance.squareRoot())
            .lowerQuantile(tail)
    }
}
