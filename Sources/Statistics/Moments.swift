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
