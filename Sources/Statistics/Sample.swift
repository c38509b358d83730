/// Finite numbers, at least one, with the usual summaries.
package struct Sample: Equatable, Sendable {
    /// The numbers in the order they were given.
    package let values: [Double]
    private let sorted: [Double]

    /// A sample of these numbers; throws `SampleError.empty` or `.notFinite`.
    package init(_ values: [Double]) throws(SampleError) {
        guard !values.isEmpty else { throw .empty }
        try SampleCheck.finite(values, place: "values")
        self.init(checked: values)
    }

    /// For numbers already known to be finite and present.
    init(checked values: [Double]) {
        self.values = values
        sorted = values.sorted()
    }

    /// The arithmetic mean.
    package var mean: Double {
        // Deviations from one of the values: the mean of equal numbers is that number, exactly.
        guard let origin = values.first else { return .nan }
        return origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
    }

    /// The middle value, or the mean of the two middle values.
    package var median: Double { OrderStatistics.median(sorted) }

    /// The least value.
    package var minimum: Double { sorted.first ?? .nan }

    /// The greatest value.
    package var maximum: Double { sorted.last ?? .nan }

    /// The standard deviation with n − 1 in the denominator; nil for a single value.
    package var standardDeviation: Double? {
        guard values.count > 1 else { return nil }
        let mean = mean
        let deviations = values.map { $0 - mean }
        // Squares of deviations relative to the largest neither overflow nor vanish.
        let largest = deviations.reduce(0) { max($0, $1.magnitude) }
        guard largest > 0 else { return 0 }
        let squares = deviations.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
        return largest * (squares / Double(values.count - 1)).squareRoot()
    }

    /// The quantile of Hyndman and Fan's type 7, the default of R and NumPy: linear interpolation
    /// at (n − 1)·p. Nil when `probability` is not within 0...1.
    package func quantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability <= 1 else { return nil }
        let position = Double(sorted.count - 1) * probability
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        let weight = position - Double(below)
        return sorted[below] + weight * (sorted[above] - sorted[below])
    }
}

/// What is read off numbers in ascending order.
enum OrderStatistics {
    /// The median of ascending numbers; NaN of none.
    static func median(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let upper = sorted[sorted.count / 2]
        guard sorted.count.isMultiple(of: 2) else { return upper }
        let lower = sorted[sorted.count / 2 - 1]
        return lower == upper ? upper : lower / 2 + upper / 2
    }

    /// The numbers at place `rank` (from 1) from either end of ascending numbers.
    static func bounds(_ sorted: [Double], rank: Int) -> (low: Double, high: Double) {
        let place = min(max(rank, 1), sorted.count)
        guard place > 0 else { return (.nan, .nan) }
        return (sorted[place - 1], sorted[sorted.count - place])
    }
}
