/// How long something takes: always the same, or drawn.
package enum LatencyDistribution: Sendable, Equatable {
    /// Always this long.
    case constant(Duration)
    /// Every time between the two equally likely.
    case uniform(min: Duration, max: Duration)
    /// Logarithms normally distributed, given by the median and the 90th percentile.
    case lognormal(median: Duration, p90: Duration)
    /// One of these, each as likely as any other; no time where there are none.
    case samples([Duration])

    /// The 0.9 quantile of the standard normal distribution.
    fileprivate static let z90 = 1.2815515655446004

    /// One draw, rounded to microseconds, so that every processor gives the same.
    package func sample(_ chance: Chance) -> Duration { LatencySampler(self).sample(chance) }
}

/// A distribution made ready to be drawn from many times.
package struct LatencySampler: Sendable {
    private enum Form: Sendable {
        case constant(Duration)
        case uniform(from: Double, width: Double)
        case lognormal(middle: Double, sigma: Double)
        case samples([Duration])
    }

    private let form: Form

    /// Draws from a distribution.
    package init(_ distribution: LatencyDistribution) {
        switch distribution {
        case .constant(let duration): form = .constant(duration)
        case .uniform(let low, let high):
            let from = Double(low.microseconds)
            form = .uniform(from: from, width: Double(high.microseconds) - from)
        case .lognormal(let median, let p90):
            let middle = Double(median.microseconds)
            guard middle > 0 else {
                form = .constant(.zero)
                return
            }
            let sigma =
                PortableMath.log(Double(p90.microseconds) / middle) / LatencyDistribution.z90
            form = .lognormal(middle: middle, sigma: sigma)
        case .samples(let durations):
            form = durations.count > 1 ? .samples(durations) : .constant(durations.first ?? .zero)
        }
    }

    /// Whether it depends on chance at all.
    package var isDrawn: Bool {
        if case .constant = form { false } else { true }
    }

    /// One draw, rounded to microseconds, so that every processor gives the same.
    package func sample(_ chance: Chance) -> Duration {
        switch form {
        case .constant(let duration): duration
        case .uniform(let from, let width):
            .microseconds(clamping: from + width * chance.uniform())
        case .lognormal(let middle, let sigma):
            .microseconds(clamping: middle * PortableMath.exp(sigma * chance.normal()))
        case .samples(let durations):
            // Rounding may reach the end, which no number below one does otherwise.
            durations[min(Int(chance.uniform() * Double(durations.count)), durations.count - 1)]
        }
    }
}
