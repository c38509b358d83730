/// The power of a paired comparison on log ratios.
///
/// An effect δ is detected with 80 % power when δ ≥ (t_(1 − α/2) + t_0.8) · s / √n, with n − 1
/// degrees of freedom.
extension PairedRatio {
    /// More pairs than this are no plan.
    private static let pairLimit = 1_000_000

    /// The smallest effect that so many pairs detect with 80 % power, as a ratio of at least 1; a
    /// reduction must be to its reciprocal. Nil when there are zeros.
    package var detectable: Double? {
        guard let logDeviation else { return nil }
        let factor = Self.powerFactor(pairs: pairs, confidence: confidence)
        return Elementary.exponential(logDeviation * factor)
    }

    /// The fewest pairs that detect this ratio with 80 % power if the log ratios keep their
    /// deviation, and never fewer than an interval needs.
    ///
    /// Nil when there are zeros, when no number of pairs can (the ratio 1), when it would take more
    /// than a million, and when `ratio` is not a positive finite number.
    package func pairsNeeded(toDetect ratio: Double) -> Int? {
        guard let logDeviation, ratio > 0, ratio.isFinite, ratio != 1,
            let fewest = try? SignedRankTest.pairsNeeded(confidence: confidence)
        else { return nil }
        let effect = Elementary.logarithm(ratio).magnitude
        // Normal quantiles are below those of t: the search starts from below, and close.
        let quantiles =
            NormalDistribution.quantile((1 + confidence) / 2) + NormalDistribution.quantile(0.8)
        let root = quantiles * logDeviation / effect
        guard root * root <= Double(Self.pairLimit) else { return nil }
        var pairs = max(fewest, Int(root * root))
        while logDeviation * Self.powerFactor(pairs: pairs, confidence: confidence) > effect {
            guard pairs < Self.pairLimit else { return nil }
            pairs += 1
        }
        return pairs
    }

    private static func powerFactor(pairs: Int, confidence: Double) -> Double {
        let student = StudentDistribution(degreesOfFreedom: Double(pairs - 1))
        let quantiles = student.quantile((1 + confidence) / 2) + student.quantile(0.8)
        return quantiles / Double(pairs).squareRoot()
    }
}
