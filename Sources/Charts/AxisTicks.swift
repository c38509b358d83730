/// Round values along an axis: steps of 1, 2 or 5 times a power of ten, on a logarithmic scale those values themselves.
package enum AxisTicks {
    /// About so many values within the scale's domain, ascending.
    package static func values(of scale: ChartScale, about count: Int) -> [Double] {
        let count = max(1, count)
        let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
        guard scale.kind == .logarithmic else { return linear(low, high, count) }
        // Over less than a decade round differences tell more than powers.
        guard high / low >= 10 else { return linear(low, high, count) }
        let values = logarithmic(low, high, factors: [1, 2, 5])
        guard values.count > 2 * count else { return values }
        let decades = logarithmic(low, high, factors: [1])
        let stride = max(1, (decades.count + count - 1) / count)
        return decades.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
    }

    private static func linear(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
        let step = step(atLeast: (high - low) / Double(count))
        let first = (low / step).rounded(.up)
        let last = (high / step).rounded(.down)
        guard step > 0, last >= first, last - first < 1000 else { return [] }
        return (0...Int(last - first)).map { round((first + Double($0)) * step, to: step) }
    }

    private static func logarithmic(_ low: Double, _ high: Double, factors: [Double]) -> [Double] {
        var values: [Double] = []
        var power = decade(below: low)
        while power <= high, values.count < 1000 {
            values += factors.map { $0 * power }.filter { $0 >= low && $0 <= high }
            power *= 10
        }
        return values
    }

    /// The least of 1, 2 and 5 times a power of ten that is not below a value.
    private static func step(atLeast value: Double) -> Double {
        guard value > 0, value.isFinite else { return 0 }
        let power = decade(below: value)
        return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value * (1 - 1e-9) } ?? 10 * power
    }

    private static func decade(below value: Double) -> Double {
        var power = 1.0
        while power > value { power /= 10 }
        while power * 10 <= value { power *= 10 }
        return power
    }

    /// Without the last bits that products of steps such as 0.1 leave.
    private static func round(_ value: Double, to step: Double) -> Double {
        let inverse = (1 / step).rounded()
        return inverse > 1 ? (value * inverse).rounded() / inverse : value
    }
}
