/// The ratio of the means candidate / baseline with Fieller's interval, for what is paid or used up in sum: cost, tokens.
///
/// The interval holds every θ for which Student's t-test (of pairs) or Welch's (unpaired) does not tell the candidate's
/// mean from θ times the baseline's. Where the baseline's mean is not told from 0 there is no upper end.
package struct RatioOfMeans: Equatable, Sendable {
    /// Mean candidate / mean baseline; +∞ over a mean of 0.
    package let ratio: Double
    /// The lower end of the interval, at least 0.
    package let low: Double
    /// The upper end of the interval; may be +∞.
    package let high: Double
    /// The two-sided p-value of equal means.
    package let p: Double
    /// The confidence of the interval, in 0...1.
    package let confidence: Double
}

extension RatioOfMeans {
    /// The fewest pairs, and the fewest values a side, that have a variance to judge by.
    private static let fewest = 2

    /// The ratio of the means of two samples whose values at the same place belong together.
    ///
    /// Throws `SampleError`: `.tooFew` under two pairs, `.allZero`, and an error for samples of different lengths and for
    /// values that are negative or not finite.
    package static func paired(
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) -> RatioOfMeans {
        guard baseline.count == candidate.count else {
            throw .unequalCounts(baseline: baseline.count, candidate: candidate.count)
        }
        guard baseline.count >= fewest else {
            throw .tooFew(pairs: baseline.count, needed: fewest)
        }
        let moments = try Moments(baseline, candidate, arePairs: true)
        return find(moments, confidence: try SampleCheck.checked(confidence))
    }

    /// The ratio of the means of two independent samples, whose variances may differ.
    ///
    /// Throws `SampleError`: `.tooFewValues` under two values a side, `.allZero`, and an error for values that are
    /// negative or not finite.
    package static func unpaired(
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) -> RatioOfMeans {
        guard min(baseline.count, candidate.count) >= fewest else {
            throw .tooFewValues(
                baseline: baseline.count,
                candidate: candidate.count,
                needed: fewest
            )
        }
        let moments = try Moments(baseline, candidate, arePairs: false)
        return find(moments, confidence: try SampleCheck.checked(confidence))
    }

    private static func find(_ moments: Moments, confidence: Double) -> RatioOfMeans {
        let ratio =
            moments.baseline > 0 ? moments.candidate / moments.baseline : Double.infinity
        let ends = FiellerEnds(moments, tail: (1 - confidence) / 2)
        return RatioOfMeans(
            ratio: ratio,
            low: ends.low,
            high: ends.high,
            p: moments.pValue(ofRatio: 1),
            confidence: confidence
        )
    }
}

/// Means, and the variances of the means.
struct Moments {
    let baseline: Double
    let candidate: Double
    let baselineVariance: Double
    let candidateVariance: Double
    let covariance: Double
    /// Degrees of freedom of pairs; nil for independent samples, whose number depends on the ratio.
    private let pairFreedom: Double?
    private let counts: (baseline: Double, candidate: Double)

    init(_ baseline: [Double], _ candidate: [Double], arePairs: Bool) throws(SampleError) {
        try SampleCheck.measurements(baseline, place: "baseline")
        try SampleCheck.measurements(candidate, place: "candidate")
        guard (baseline + candidate).contains(where: { $0 > 0 }) else { throw .allZero }
        let (before, after) = (Sample(checked: baseline), Sample(checked: candidate))
        let (first, second) = (before.mean, after.mean)
        self.baseline = first
        self.candidate = second
        counts = (Double(baseline.count), Double(candidate.count))
        baselineVariance = before.varianceOfMean
        candidateVariance = after.varianceOfMean
        pairFreedom = arePairs ? counts.baseline - 1 : nil
        guard arePairs else {
            covariance = 0
            return
        }
        let products = zip(baseline, candidate).reduce(0) { $0 + ($1.0 - first) * ($1.1 - second) }
        covariance = products / (counts.baseline - 1) / counts.baseline
    }

    /// The variance of mean candidate − θ · mean baseline.
    func variance(_ ratio: Double) -> Double {
        max(0, candidateVariance - 2 * ratio * covariance + ratio * ratio * baselineVariance)
    }

    /// The degrees of freedom of that variance, by Welch and Satterthwaite where samples are independent.
    func degreesOfFreedom(_ ratio: Double) -> Double {
        if let pairFreedom { return pairFreedom }
        let scaled = ratio * ratio * baselineVariance
        let whole = candidateVariance + scaled
        guard whole > 0, whole.isFinite else { return counts.baseline - 1 }
        let (first, second) = (scaled / whole, candidateVariance / whole)
        return 1
            / (first * first / (counts.baseline - 1) + second * second / (counts.candidate - 1))
    }

    func pValue(ofRatio ratio: Double) -> Double {
        let difference = (candidate - ratio * baseline).magnitude
        guard difference > 0 else { return 1 }
        let t = difference / variance(ratio).squareRoot()
        guard t.isFinite else { return 0 }
        return 2 * StudentDistribution(degreesOfFreedom: degreesOfFreedom(ratio)).upperTail(t)
    }
}

extension Sample {
    /// The variance of the mean; 0 for a single value.
    fileprivate var varianceOfMean: Double {
        guard let deviation = standardDeviation else { return 0 }
        let error = deviation / Double(values.count).squareRoot()
        return error * error
    }
}
