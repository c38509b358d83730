/// How long something takes: always the same, or drawn.
package enum LatencyDistribution: Sendable, Equatable {
    /// Always this long.
    case constant(Duration)
    /// Every time between the two equally likely.
    case uniform(min: Duration, max: Duration)
    /// Logarithms normally distributed, given by the median and the 90th percentile.
    case lognormal(median: Duration, p90: Duration)

    /// The 0.9 quantile of the standard normal distribution.
    private static let z90 = 1.2815515655446004

    /// One draw, rounded to microseconds, so that every processor gives the same.
    package func sample(_ chance: Chance) -> Duration {
        switch self {
        case .constant(let duration):
            return duration
        case .uniform(let low, let high):
            let from = Double(low.microseconds)
            let to = Double(high.microseconds)
            return .microseconds(clamping: from + (to - from) * chance.uniform())
        case .lognormal(let median, let p90):
            let middle = Double(median.microseconds)
            guard middle > 0 else { return .zero }
            let sigma = PortableMath.log(Double(p90.microseconds) / middle) / Self.z90
            return .microseconds(clamping: middle * PortableMath.exp(sigma * chance.normal()))
        }
    }
}
