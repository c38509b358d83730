/// Ends of an interval that may be open, because no value is far enough out.
package struct OpenInterval: Equatable, Sendable {
    /// The lower end; nil where there are too few values below.
    package let low: Double?
    /// The upper end; nil where there are too few values above.
    package let high: Double?
}

extension Sample {
    /// The interval between two of the values that holds the population's median with this confidence at least,
    /// whatever the distribution; `nil` where there are too few values (under 6 at 95 %).
    package func medianInterval(confidence: Double) -> ClosedRange<Double>? {
        guard let ends = quantileInterval(0.5, confidence: confidence), let low = ends.low,
            let high = ends.high
        else { return nil }
        return low...high
    }

    /// The interval between two of the values that holds the population's quantile with this confidence at least,
    /// whatever the distribution. Nil when `probability` or `confidence` is not between 0 and 1.
    ///
    /// The quantile lies below the value of rank r with the probability that fewer than r of n values are below it.
    package func quantileInterval(_ probability: Double, confidence: Double) -> OpenInterval? {
        guard probability > 0, probability < 1, confidence > 0, confidence < 1 else { return nil }
        let tail = (1 - confidence) / 2
        let sorted = values.sorted()
        let low = Self.rank(count: sorted.count, probability: probability, tail: tail)
        let high = Self.rank(count: sorted.count, probability: 1 - probability, tail: tail)
        return OpenInterval(
            low: low > 0 ? sorted[low - 1] : nil,
            high: high > 0 ? sorted[sorted.count - high] : nil
        )
    }

    /// The largest rank r for which fewer than r of `count` values lie below the quantile with at most this probability.
    private static func rank(count: Int, probability: Double, tail: Double) -> Int {
        let odds = probability / (1 - probability)
        var logarithm = Double(count) * Elementary.logarithm(onePlus: -probability)
        var below = 0.0
        var rank = 0
        while rank < count {
            below += Elementary.exponential(logarithm)
            guard below <= tail else { break }
            logarithm += Elementary.logarithm(Double(count - rank) / Double(rank + 1) * odds)
            rank += 1
        }
        return rank
    }
}
