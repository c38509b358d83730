import TestSupport

@testable import Statistics

/// Numbers shared by several suites.
enum Measured {
    static let baseline = [12.1, 9.8, 15.3, 11.7, 10.4, 14.9, 13.2, 8.6, 16.8, 12.9]
    static let candidate = [10.3, 9.1, 11.2, 12.0, 8.85, 11.6, 12.95, 7.1, 12.4, 10.05]

    /// ((i · 7919) mod 10007) / 1000 for i in the range: no ties, no order, no generator.
    static func scattered(_ range: ClosedRange<Int>) -> [Double] {
        range.map { Double(($0 * 7919) % 10_007) / 1000 }
    }
}

/// Whether two numbers agree to so many parts of their size.
func agree(_ found: Double, _ expected: Double, to tolerance: Double = 1e-12) -> Bool {
    if found == expected { return true }
    return (found - expected).magnitude <= tolerance * max(expected.magnitude, 1e-300)
}

// Samples of known distributions.
extension SplitMix64 {
    /// A standard normal number, by inversion.
    mutating func normal() -> Double {
        // The middle of one of 2^53 equal steps, so never 0 or 1.
        NormalDistribution.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
    }

    /// Positive numbers whose logarithms are normal.
    mutating func lognormal(mean: Double, deviation: Double) -> Double {
        Elementary.exponential(mean + deviation * normal())
    }
}

extension RatioOfMeans {
    /// Paired or not, as a case says.
    static func estimate(
        isPaired: Bool,
        _ baseline: [Double],
        _ candidate: [Double],
        confidence: Double = 0.95
    ) throws(SampleError) -> RatioOfMeans {
        isPaired
            ? try paired(baseline: baseline, candidate: candidate, confidence: confidence)
            : try unpaired(baseline: baseline, candidate: candidate, confidence: confidence)
    }
}

extension EquivalenceTest {
    /// Paired or not, as a case says.
    static func test(
        isPaired: Bool,
        _ baseline: [Double],
        _ candidate: [Double],
        _ margin: ClosedRange<Double>,
        _ method: Method = .ranks
    ) throws(SampleError) -> EquivalenceTest {
        isPaired
            ? try paired(
                baseline: baseline,
                candidate: candidate,
                margin: margin,
                method: method
            )
            : try unpaired(
                baseline: baseline,
                candidate: candidate,
                margin: margin,
                method: method
            )
    }
}
