import Testing

@testable import Statistics

@Suite("The median absolute deviation")
struct MedianAbsoluteDeviationTests {
    @Test(
        "it is what scipy documents",
        arguments: [
            // The examples of scipy.stats.median_abs_deviation: an array as a whole, by columns, by rows.
            ([10, 7, 4, 3, 2, 1], 2.0), ([10, 3], 3.5), ([7, 2], 2.5), ([4, 1], 1.5),
            ([10, 7, 4], 3), ([3, 2, 1], 1),
        ] as [([Double], Double)]
    )
    func documented(values: [Double], expected: Double) throws {
        #expect(try Sample(values).medianAbsoluteDeviation == expected)
    }

    /// By scipy 1.17.1: `median_abs_deviation(values, scale="normal")`.
    @Test(
        "scaled, it is scipy's with the scale of normal values",
        arguments: [
            (Measured.baseline, 3.3358549916376043),
            (Array(Measured.baseline.dropLast()), 3.409985102562883),
            ([10, 7, 4, 3, 2, 1], 2.965204437011204),
        ]
    )
    func scaled(values: [Double], expected: Double) throws {
        let found = try Sample(values).scaledMedianAbsoluteDeviation
        #expect(agree(found, expected, to: 1e-14), "\(found)")
    }

    @Test("of values of which half are equal it is nothing, whatever the others are")
    func equal() throws {
        #expect(try Sample([1, 1, 1, 1, 1, 500, -3]).medianAbsoluteDeviation == 0)
        #expect(try Sample([7]).medianAbsoluteDeviation == 0)
    }

    @Test("the scale is the upper quartile of normal values")
    func consistency() {
        let quartile = NormalDistribution.quantile(0.75)
        #expect(agree(Sample.normalConsistency, 1 / quartile, to: 1e-15))
    }
}
