/// How many measurements a comparison of logarithms needs, and what a number of them detects with 80 % power.
package struct SampleSize: Equatable, Sendable {
    /// More measurements than this are no plan.
    private static let limit = 1_000_000
    private static let power = 0.8

    /// The standard error is this over the root of the number.
    private let deviation: Double
    /// The degrees of freedom are this times one less than the number.
    private let freedom: Double
    /// The fewest that have an interval; nil where the confidence is none.
    private let fewest: Int?
    private let confidence: Double

    /// Plans pairs whose log ratios have this standard deviation.
    package init(pairsOfDeviation deviation: Double, confidence: Double) {
        self.deviation = deviation
        self.confidence = confidence
        freedom = 1
        fewest = try? SignedRankTest.pairsNeeded(confidence: confidence)
    }

    /// Plans values a side, as many of the baseline as of the candidate, whose logarithms have these standard deviations.
    package init(
        sidesOfDeviations baseline: Double,
        _ candidate: Double,
        confidence: Double
    ) {
        let (first, second) = (baseline * baseline, candidate * candidate)
        let squares = first * first + second * second
        deviation = (first + second).squareRoot()
        freedom = squares > 0 ? (first + second) * (first + second) / squares : 1
        self.confidence = confidence
        fewest = try? MannWhitneyTest.valuesNeeded(confidence: confidence)
    }

    /// The smallest effect that so many detect with 80 % power, as a ratio of at least 1.
    package func detectable(_ count: Int) -> Double {
        Elementary.exponential(reach(count, withPower: true))
    }

    /// The fewest that detect this ratio with 80 % power, and never fewer than an interval needs.
    ///
    /// Nil when no number can (the ratio 1), when it would take more than a million, and when `ratio` is not a positive
    /// finite number.
    package func needed(toDetect ratio: Double) -> Int? {
        guard ratio > 0, ratio.isFinite, ratio != 1 else { return nil }
        return needed(reach: Elementary.logarithm(ratio).magnitude, withPower: true)
    }

    /// The fewest whose interval is probably this share of the estimate wide from end to end.
    ///
    /// Nil when it would take more than a million, and when `width` is not a positive finite number.
    package func needed(forWidth width: Double) -> Int? {
        guard width > 0, width.isFinite else { return nil }
        // The ends are the estimate times e^h and e^−h, which are 2 · sinh h apart.
        let half = width / 2
        let reach = Elementary.logarithm(half + (half * half + 1).squareRoot())
        return needed(reach: reach, withPower: false)
    }

    private func needed(reach wanted: Double, withPower: Bool) -> Int? {
        guard let fewest, wanted > 0 else { return nil }
        // Normal quantiles are below those of t: the search starts from below, and close.
        let quantiles =
            NormalDistribution.quantile((1 + confidence) / 2)
            + (withPower ? NormalDistribution.quantile(Self.power) : 0)
        let root = quantiles * deviation / wanted
        guard root * root <= Double(Self.limit) else { return nil }
        var count = max(fewest, Int(root * root))
        while reach(count, withPower: withPower) > wanted {
            guard count < Self.limit else { return nil }
            count += 1
        }
        return count
    }

    /// Quantiles of t times the standard error.
    private func reach(_ count: Int, withPower: Bool) -> Double {
        let student = StudentDistribution(degreesOfFreedom: freedom * Double(count - 1))
        let quantiles =
            student.quantile((1 + confidence) / 2) + (withPower ? student.quantile(Self.power) : 0)
        return deviation * quantiles / Double(count).squareRoot()
    }
}
