// The power of comparisons on logarithms of ratios: an effect δ is detected with 80 % power when
// δ ≥ (t_(1 − α/2) + t_0.8) · standard error.

extension PairedRatio {
    /// The smallest effect that so many pairs detect with 80 % power, as a ratio of at least 1; a
    /// reduction must be to its reciprocal. Nil when there are zeros.
    package var detectable: Double? {
        guard let logDeviation else { return nil }
        return SampleSize(pairsOfDeviation: logDeviation, confidence: confidence)
            .detectable(pairs)
    }

    /// The fewest pairs that detect this ratio with 80 % power if the log ratios keep their
    /// deviation, and never fewer than an interval needs.
    ///
    /// Nil when there are zeros, when no number of pairs can (the ratio 1), when it would take more
    /// than a million, and when `ratio` is not a positive finite number.
    package func pairsNeeded(toDetect ratio: Double) -> Int? {
        guard let logDeviation else { return nil }
        return SampleSize(pairsOfDeviation: logDeviation, confidence: confidence)
            .needed(toDetect: ratio)
    }

    /// The fewest pairs whose interval is probably this share of the estimate wide from end to end.
    ///
    /// Nil when there are zeros, when it would take more than a million, and when `width` is not above 0.
    package func pairsNeeded(forWidth width: Double) -> Int? {
        guard let logDeviation else { return nil }
        return SampleSize(pairsOfDeviation: logDeviation, confidence: confidence)
            .needed(forWidth: width)
    }
}

extension UnpairedRatio {
    private func plan(_ baseline: Double, _ candidate: Double) -> SampleSize {
        SampleSize(sidesOfDeviations: baseline, candidate, confidence: confidence)
    }

    /// The smallest effect that as many values a side as the smaller has detect with 80 % power, as a ratio of at
    /// least 1. Nil when there are zeros.
    package var detectable: Double? {
        guard let baselineLogDeviation, let candidateLogDeviation else { return nil }
        return plan(baselineLogDeviation, candidateLogDeviation)
            .detectable(min(baselineCount, candidateCount))
    }

    /// The fewest values a side that detect this ratio with 80 % power if the logarithms keep their deviations.
    ///
    /// Nil when there are zeros, and where no plan detects it.
    package func valuesNeeded(toDetect ratio: Double) -> Int? {
        guard let baselineLogDeviation, let candidateLogDeviation else { return nil }
        return plan(baselineLogDeviation, candidateLogDeviation).needed(toDetect: ratio)
    }

    /// The fewest values a side whose interval is probably this share of the estimate wide from end to end.
    ///
    /// Nil when there are zeros, and where no plan is so narrow.
    package func valuesNeeded(forWidth width: Double) -> Int? {
        guard let baselineLogDeviation, let candidateLogDeviation else { return nil }
        return plan(baselineLogDeviation, candidateLogDeviation).needed(forWidth: width)
    }
}
