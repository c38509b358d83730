/// The geometric mean of ratios, with the interval that Student's t gives on their logarithms.
package struct GeometricMean: Equatable, Sendable {
    /// The n-th root of the product.
    package let mean: Double
    /// The lower end of the interval; 0 of a single value, which bounds nothing.
    package let low: Double
    /// The upper end of the interval; +∞ of a single value.
    package let high: Double
    /// The confidence of the interval, in 0...1.
    package let confidence: Double

    /// The mean of these values.
    ///
    /// Throws `SampleError`: `.empty`, and an error for values that are not finite or not above 0.
    package static func estimate(
        _ values: [Double],
        confidence: Double
    ) throws(SampleError) -> GeometricMean {
        try SampleCheck.confidence(confidence)
        guard !values.isEmpty else { throw .empty }
        try SampleCheck.finite(values, place: "values")
        for (index, value) in values.enumerated() where value <= 0 {
            throw value < 0
                ? .negative(place: "values[\(index)]", found: "\(value)")
                : .zero(place: "values[\(index)]")
        }
        let logs = Sample(checked: values.map { Elementary.logarithm($0) })
        let mean = Elementary.exponential(logs.mean)
        guard let deviation = logs.standardDeviation else {
            return GeometricMean(mean: mean, low: 0, high: .infinity, confidence: confidence)
        }
        let count = Double(values.count)
        let student = StudentDistribution(degreesOfFreedom: count - 1)
        let reach = student.quantile((1 + confidence) / 2) * deviation / count.squareRoot()
        return GeometricMean(
            mean: mean,
            low: Elementary.exponential(logs.mean - reach),
            high: Elementary.exponential(logs.mean + reach),
            confidence: confidence
        )
    }
}
