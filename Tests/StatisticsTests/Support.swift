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

/// Steele, Lea and Flood's SplitMix64, for repeatable samples.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

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
