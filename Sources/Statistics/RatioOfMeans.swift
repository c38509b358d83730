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
