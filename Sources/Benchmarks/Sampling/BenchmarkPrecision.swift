internal import Statistics

/// How precisely durations are known so far.
struct BenchmarkPrecision {
    /// The confidence of all intervals here.
    static let confidence = 0.95

    let comparisons: [(baseline: Int, candidate: Int)]

    /// The widest interval: of the ratios, or of the medians where nothing is compared; `nil` where one is not known yet.
    func widest(of observations: [[[Observation]]]) -> PreciseInterval? {
        let isRatio = !comparisons.isEmpty
        let intervals = isRatio ? ratios(observations) : observations.joined().map(median)
        var widest: RatioInterval?
        for interval in intervals {
            guard let interval, let width = interval.relativeWidth else { return nil }
            if width >= widest?.relativeWidth ?? 0 { widest = interval }
        }
        return widest.map { PreciseInterval(interval: $0, isRatio: isRatio) }
    }

    private func ratios(_ observations: [[[Observation]]]) -> [RatioInterval?] {
        comparisons.flatMap { baseline, candidate in
            zip(observations[baseline], observations[candidate]).map { first, second in
                let ratio = try? PairedRatio.estimate(
                    baseline: durations(first),
                    candidate: durations(second),
                    confidence: Self.confidence
                )
                return ratio?.interval
            }
        }
    }

    private func median(_ part: [Observation]) -> RatioInterval? {
        let values = durations(part)
        guard let sample = try? Sample(values) else { return nil }
        // A run that is never reached has no median, and one that takes no time is known exactly.
        guard let ends = sample.medianInterval(confidence: Self.confidence) else { return nil }
        return RatioInterval(ratio: sample.median, low: ends.lowerBound, high: ends.upperBound)
    }

    private func durations(_ part: [Observation]) -> [Double] {
        part.map { Double($0.values[.duration] ?? 0) }
    }
}
