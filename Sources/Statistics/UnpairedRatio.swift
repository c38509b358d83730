/// The ratio candidate / baseline of independent measurements, with an interval and a p-value.
///
/// When all values are positive, the ratio is the exponential of the Hodges–Lehmann shift of the
/// logarithms. When some value is 0, it is the ratio of the means. The interval holds every θ for
/// which the Mann–Whitney test does not tell the candidate from θ · baseline.
package struct UnpairedRatio: Equatable, Sendable {
    /// Candidate / baseline; below 1 the candidate is smaller.
    package let ratio: Double
    /// The lower end of the interval.
    package let low: Double
    /// The upper end of the interval; +∞ when zeros in the baseline leave it unbounded.
    package let high: Double
    /// The two-sided p-value of the ratio 1.
    package let p: Double
    /// Values of the baseline.
    package let baselineCount: Int
    /// Values of the candidate.
    package let candidateCount: Int
    /// How the ratio was estimated.
    package let method: RatioMethod
    /// The confidence of the interval, in 0...1.
    package let confidence: Double
    /// The standard deviation of the baseline's logarithms; nil when there are zeros.
    package let baselineLogDeviation: Double?
    /// The standard deviation of the candidate's logarithms; nil when there are zeros.
    package let candidateLogDeviation: Double?
}

extension UnpairedRatio {
    /// The ratio of two independent samples.
    ///
    /// Throws `SampleError`: `.tooFewValues` under the values a verdict needs (4 a side at 95 %),
    /// `.allZero`, and an error for values that are negative or not finite.
    package static func estimate(
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) -> UnpairedRatio {
        try SampleCheck.confidence(confidence)
        try SampleCheck.measurements(baseline, place: "baseline")
        try SampleCheck.measurements(candidate, place: "candidate")
        let rank = try MannWhitneyTest.criticalRank(
            baseline.count,
            candidate.count,
            confidence: confidence
        )
        let all = baseline + candidate
        guard all.contains(where: { $0 > 0 }) else { throw .allZero }
        let positive = all.allSatisfy { $0 > 0 }
        let shift =
            positive
            ? byLogarithms(baseline, candidate, rank: rank)
            : byQuotients(baseline, candidate, rank: rank)
        return UnpairedRatio(
            ratio: shift.estimate,
            low: shift.low,
            high: shift.high,
            p: shift.p,
            baselineCount: baseline.count,
            candidateCount: candidate.count,
            method: positive ? .logRatios : .differences,
            confidence: confidence,
            baselineLogDeviation: positive ? logDeviation(of: baseline) : nil,
            candidateLogDeviation: positive ? logDeviation(of: candidate) : nil
        )
    }

    private static func logDeviation(of values: [Double]) -> Double? {
        Sample(checked: values.map { Elementary.logarithm($0) }).standardDeviation
    }

    private static func byLogarithms(
        _ baseline: [Double],
        _ candidate: [Double],
        rank: Int
    ) -> ShiftEstimate {
        let logs = candidate.flatMap { value in
            baseline.map { Elementary.logarithmicRatio(value, $0) }
        }.sorted()
        let bounds = OrderStatistics.bounds(logs, rank: rank)
        return ShiftEstimate(
            estimate: Elementary.exponential(OrderStatistics.median(logs)),
            low: Elementary.exponential(bounds.low),
            high: Elementary.exponential(bounds.high),
            p: MannWhitneyTest.pValue(checked: baseline, candidate)
        )
    }

    /// A candidate value c is above θ · b exactly while θ < c / b. Two zeros are tied for every θ:
    /// they count as 0 for the lower end and as +∞ for the upper one, the cautious side of both.
    private static func byQuotients(
        _ baseline: [Double],
        _ candidate: [Double],
        rank: Int
    ) -> ShiftEstimate {
        func quotients(ofZeros: Double) -> [Double] {
            candidate.flatMap { value in
                baseline.map { value == 0 && $0 == 0 ? ofZeros : value / $0.magnitude }
            }.sorted()
        }
        // Shares of the sample sizes instead of sums: the sizes may differ.
        let above = candidate.map { $0 / Double(candidate.count) }
        let below = baseline.map { $0 / Double(baseline.count) }
        return ShiftEstimate(
            estimate: Elementary.ratioOfSums(above, below),
            low: OrderStatistics.bounds(quotients(ofZeros: 0), rank: rank).low,
            high: OrderStatistics.bounds(quotients(ofZeros: .infinity), rank: rank).high,
            p: MannWhitneyTest.pValue(checked: baseline, candidate)
        )
    }
}
