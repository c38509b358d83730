/// The median of the slopes between all pairs of values that follow one another at equal steps, with Sen's interval.
///
/// The ends of the interval are order statistics of the slopes, at the ranks that the normal approximation to
/// Kendall's S, with its variance corrected for ties, gives (Sen 1968). Nothing is assumed of how the values are
/// distributed.
package struct TheilSenSlope: Sendable, Equatable {
    /// The median slope, in units of the values per step.
    package let slope: Double
    /// The lower end of the interval.
    package let low: Double
    /// The upper end of the interval.
    package let high: Double
    /// How many values there are.
    package let count: Int

    /// Whether the interval leaves no doubt that the values rise or fall.
    package var excludesZero: Bool { low > 0 || high < 0 }

    /// The slope over the values in their order.
    ///
    /// Throws `SampleError`: `.empty`, `.notFinite`, `.confidence`, `.tooMany` beyond 4,000 values, `.tooFew` under
    /// two.
    package static func estimate(
        _ values: [Double],
        confidence: Double = 0.95
    ) throws(SampleError) -> TheilSenSlope {
        try SampleCheck.confidence(confidence)
        guard !values.isEmpty else { throw .empty }
        guard values.count > 1 else { throw .tooFew(pairs: 0, needed: 1) }
        try SampleCheck.count(values)
        try SampleCheck.finite(values, place: "values")
        var slopes: [Double] = []
        slopes.reserveCapacity(values.count * (values.count - 1) / 2)
        for later in values.indices.dropFirst() {
            for earlier in 0..<later {
                slopes.append((values[later] - values[earlier]) / Double(later - earlier))
            }
        }
        slopes.sort()
        let z = NormalDistribution.quantile((1 + confidence) / 2)
        let reach = z * kendallVariance(values).squareRoot()
        let count = Double(slopes.count)
        // The places, from 0, that scipy.stats.theilslopes takes.
        let upper = Int(((count + reach) / 2).rounded(.toNearestOrEven))
        let lower = Int(((count - reach) / 2).rounded(.toNearestOrEven)) - 1
        return TheilSenSlope(
            slope: OrderStatistics.median(slopes),
            low: slopes[max(lower, 0)],
            high: slopes[min(upper, slopes.count - 1)],
            count: values.count
        )
    }

    /// The relative change of positive values per step, as a share: 0.01 is 1 % more each time.
    ///
    /// It is the slope of the logarithms, taken back. Throws as `estimate` does, `.zero` and `.negative` besides.
    package static func relative(
        _ values: [Double],
        confidence: Double = 0.95
    ) throws(SampleError) -> TheilSenSlope {
        try SampleCheck.measurements(values, place: "values")
        if let place = values.firstIndex(of: 0) { throw .zero(place: "values[\(place)]") }
        let found = try estimate(values.map { Elementary.logarithm($0) }, confidence: confidence)
        func share(_ slope: Double) -> Double { Elementary.exponential(minusOneOf: slope) }
        return TheilSenSlope(
            slope: share(found.slope),
            low: share(found.low),
            high: share(found.high),
            count: found.count
        )
    }

    /// The variance of Kendall's S where nothing changes; the places of the values have no ties.
    private static func kendallVariance(_ values: [Double]) -> Double {
        func term(_ n: Int) -> Int { n * (n - 1) * (2 * n + 5) }
        let ties = Ranks.doubled(values).tieSizes.reduce(0) { $0 + term($1) }
        return Double(term(values.count) - ties) / 18
    }
}
