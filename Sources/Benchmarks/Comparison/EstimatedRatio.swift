internal import Statistics

/// A ratio with its interval, however it was found.
struct EstimatedRatio {
    let ratio: Double
    let low: Double
    let high: Double
    let p: Double
    let method: ComparisonRow.Method?
    /// What should be known of it.
    let note: String?

    /// The ratio of two series: of the means where what counts is a sum, else Hodges and Lehmann's.
    init(
        _ pairing: SeriesPairing,
        ofMeans: Bool,
        confidence: Double
    ) throws(SampleError) {
        let (before, after) = (pairing.base, pairing.candidate)
        if before.allSatisfy({ $0 == 0 }), after.allSatisfy({ $0 == 0 }) {
            self.init(RatioInterval(ratio: 1, low: 1, high: 1), p: 1, method: nil, note: "both 0")
        } else if ofMeans {
            let found =
                pairing.isPaired
                ? try RatioOfMeans.paired(
                    baseline: before,
                    candidate: after,
                    confidence: confidence
                )
                : try RatioOfMeans.unpaired(
                    baseline: before,
                    candidate: after,
                    confidence: confidence
                )
            self.init(found.interval, p: found.p, method: .means)
        } else if pairing.isPaired {
            let found = try PairedRatio.estimate(
                baseline: before,
                candidate: after,
                confidence: confidence
            )
            self.init(
                found.interval,
                p: found.p,
                method: found.method == .logRatios ? .pairs : .sums,
                note: found.dropped == 0 ? nil : "\(found.dropped) pairs of two zeros left out"
            )
        } else {
            let found = try UnpairedRatio.estimate(
                baseline: before,
                candidate: after,
                confidence: confidence
            )
            self.init(
                found.interval,
                p: found.p,
                method: found.method == .logRatios ? .differences : .means
            )
        }
    }

    private init(
        _ interval: RatioInterval,
        p: Double,
        method: ComparisonRow.Method?,
        note: String? = nil
    ) {
        (ratio, low, high) = (interval.ratio, interval.low, interval.high)
        self.p = p
        self.method = method
        self.note = note
    }
}
