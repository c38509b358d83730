/// Wilcoxon's signed-rank test of differences that are symmetric about 0, and the Hodges–Lehmann
/// interval that inverts it.
///
/// Up to 200 differences the null distribution is exact; above, it is the normal approximation
/// with continuity correction.
package enum SignedRankTest {
    static let exactLimit = 200

    /// The two-sided p-value: zeros are dropped, ties get midranks.
    ///
    /// With ties the exact distribution is that of the midranks at hand. 1 when nothing is left.
    /// Throws `SampleError.notFinite`.
    package static func pValue(_ differences: [Double]) throws(SampleError) -> Double {
        try SampleCheck.finite(differences, place: "differences")
        return pValue(checked: differences)
    }

    /// The median of the Walsh averages (x_i + x_j) / 2, i ≤ j, and the interval of centres the
    /// test without ties does not reject; conservative when there are ties.
    ///
    /// The p-value drops zeros and the interval does not, so with zeros the two may disagree near
    /// the limit. Throws `SampleError`, `.tooFew` among others.
    package static func shift(
        _ differences: [Double],
        confidence: Double
    ) throws(SampleError) -> ShiftEstimate {
        try SampleCheck.finite(differences, place: "differences")
        try SampleCheck.count(differences)
        let rank = try criticalRank(pairs: differences.count, confidence: confidence)
        let averages = walsh(differences) { $0 / 2 + $1 / 2 }
        let bounds = OrderStatistics.bounds(averages, rank: rank)
        return ShiftEstimate(
            estimate: OrderStatistics.median(averages),
            low: bounds.low,
            high: bounds.high,
            p: pValue(checked: differences)
        )
    }

    /// The fewest pairs for which an interval of this confidence can be bounded: 6 at 95 %.
    ///
    /// Throws `SampleError.confidence`.
    package static func pairsNeeded(confidence: Double) throws(SampleError) -> Int {
        try SampleCheck.confidence(confidence)
        let reached = (1 - confidence) / 2 * (1 - 1e-13)
        var pairs = 1
        var extreme = 0.5
        while extreme >= reached {
            pairs += 1
            extreme /= 2
        }
        return pairs
    }

    static func pValue(checked differences: [Double]) -> Double {
        guard let found = Standing(of: differences) else { return 1 }
        return found.distribution.twoSided(found.statistic)
    }

    /// The one-sided p-value: small where the differences lie above 0, or below it. 1 when nothing is left.
    static func pValue(checked differences: [Double], isAbove: Bool) -> Double {
        let turned = isAbove ? differences : differences.map { -$0 }
        guard let found = Standing(of: turned) else { return 1 }
        return found.distribution.atLeast(found.statistic, spacing: found.spacing)
    }

    /// The rank sum of the positive differences, and how it is distributed when there is no effect.
    private struct Standing {
        let statistic: Int
        let distribution: any NullDistribution
        let spacing: Int

        init?(of differences: [Double]) {
            let nonZero = differences.filter { $0 != 0 }
            guard !nonZero.isEmpty else { return nil }
            var ranks = Ranks.doubled(nonZero.map(\.magnitude)).ranks
            // Without fractions the undoubled ranks give the same answer from half the table.
            let whole = ranks.allSatisfy { $0.isMultiple(of: 2) }
            if whole { ranks = ranks.map { $0 / 2 } }
            var statistic = 0
            for (rank, difference) in zip(ranks, nonZero) where difference > 0 { statistic += rank }
            self.statistic = statistic
            guard nonZero.count > exactLimit else {
                distribution = ExactNullDistribution(signedRanks: ranks)
                spacing = 1
                return
            }
            spacing = whole ? 1 : 2
            distribution = NormalNullDistribution(
                total: ranks.reduce(0, +),
                standardDeviation: ranks.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
                    / 2,
                spacing: Double(spacing)
            )
        }
    }

    /// The place, from either end of the sorted Walsh averages, of the ends of the interval.
    static func criticalRank(pairs: Int, confidence: Double) throws(SampleError) -> Int {
        let needed = try pairsNeeded(confidence: confidence)
        guard pairs >= needed else { throw .tooFew(pairs: pairs, needed: needed) }
        let tail = (1 - confidence) / 2
        guard pairs > exactLimit else {
            return ExactNullDistribution(signedRanks: Array(1...pairs)).lowerQuantile(tail)
        }
        let n = Double(pairs)
        let normal = NormalNullDistribution(
            total: pairs * (pairs + 1) / 2,
            standardDeviation: (n * (n + 1) * (2 * n + 1) / 24).squareRoot()
        )
        return normal.lowerQuantile(tail)
    }

    /// `combine` over all pairs i ≤ j, ascending.
    static func walsh<Element>(
        _ elements: [Element],
        _ combine: (Element, Element) -> Double
    ) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(elements.count * (elements.count + 1) / 2)
        for (index, first) in elements.enumerated() {
            for second in elements[index...] { result.append(combine(first, second)) }
        }
        result.sort()
        return result
    }
}
