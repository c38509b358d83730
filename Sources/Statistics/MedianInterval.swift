extension Sample {
    /// The interval between two of the values that holds the population's median with this confidence at least,
    /// whatever the distribution; `nil` where there are too few values (under 6 at 95 %).
    ///
    /// The median lies below the value of rank r with the probability that fewer than r of n coins show heads.
    package func medianInterval(confidence: Double) -> ClosedRange<Double>? {
        guard confidence > 0, confidence < 1 else { return nil }
        let count = values.count
        var logarithm = -Double(count) * Elementary.logarithm(2)
        var below = 0.0
        var rank = 0
        while rank < count {
            below += Elementary.exponential(logarithm)
            guard below <= (1 - confidence) / 2 else { break }
            logarithm += Elementary.logarithm(Double(count - rank) / Double(rank + 1))
            rank += 1
        }
        guard rank > 0 else { return nil }
        let bounds = OrderStatistics.bounds(values.sorted(), rank: rank)
        return bounds.low...bounds.high
    }
}
