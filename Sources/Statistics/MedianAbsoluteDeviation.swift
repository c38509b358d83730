// How far values lie from their median: half of them may be anything, and it hardly moves.
extension Sample {
    /// The median of the values' distances from their median (Hampel 1974), in the values' own unit.
    package var medianAbsoluteDeviation: Double {
        let median = median
        return OrderStatistics.median(values.map { ($0 - median).magnitude }.sorted())
    }

    /// The same times `normalConsistency`: it estimates the standard deviation where the values are normal.
    package var scaledMedianAbsoluteDeviation: Double {
        medianAbsoluteDeviation * Self.normalConsistency
    }

    /// 1 / Φ⁻¹(3/4): a normal value is no further from the median than 1/1.4826 standard deviations half of the time.
    package static let normalConsistency = 1.482602218505602
}
