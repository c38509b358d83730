internal import Scenarios
internal import Statistics

/// The ratio candidate / baseline with its interval, however it was found.
struct FoundRatio {
    let ratio: Double
    let low: Double
    let high: Double
    let pairs: Int
    let dropped: Int
    /// How pairs are planned; `nil` where there are zeros, or means are compared.
    let plan: PairedRatio?

    /// What these samples say of a metric: of what a typical pair needs the Hodges–Lehmann estimate on log ratios, where
    /// every execution is paid for the ratio of means.
    init(
        _ metric: ClaimMetric,
        baseline: [Double],
        candidate: [Double],
        confidence: Double
    ) throws(SampleError) {
        if metric.isMean {
            let found = try RatioOfMeans.paired(
                baseline: baseline,
                candidate: candidate,
                confidence: confidence
            )
            self.init(found.interval, pairs: baseline.count, dropped: 0, plan: nil)
        } else {
            let found = try PairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: confidence
            )
            self.init(found)
        }
    }

    /// What was found of pairs.
    init(_ found: PairedRatio) {
        self.init(found.interval, pairs: found.pairs, dropped: found.dropped, plan: found)
    }

    private init(_ found: RatioInterval, pairs: Int, dropped: Int, plan: PairedRatio?) {
        (ratio, low, high) = (found.ratio, found.low, found.high)
        self.pairs = pairs
        self.dropped = dropped
        self.plan = plan
    }

    /// The ratio and its ends.
    var interval: RatioInterval { RatioInterval(ratio: ratio, low: low, high: high) }
}
