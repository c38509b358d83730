#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The functions of the C mathematics library this module needs, under one roof.
enum Elementary {
    static func exponential(_ x: Double) -> Double { exp(x) }

    /// e to the power `x`, less 1, without the rounding of the difference.
    static func exponential(minusOneOf x: Double) -> Double { expm1(x) }

    static func logarithm(_ x: Double) -> Double { log(x) }

    /// The logarithm of `1 + x`, without the rounding of the sum.
    static func logarithm(onePlus x: Double) -> Double { log1p(x) }

    static func sine(_ x: Double) -> Double { sin(x) }

    static func arcsine(_ x: Double) -> Double { asin(x) }

    static func errorFunction(_ x: Double) -> Double { erf(x) }

    static func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
}

extension Elementary {
    /// The logarithm of candidate / baseline for two positive numbers.
    ///
    /// One division keeps equal ratios equal, bit for bit, which the difference of two logarithms
    /// does not; the difference is for quotients that overflow or lose digits.
    static func logarithmicRatio(_ candidate: Double, _ baseline: Double) -> Double {
        let quotient = candidate / baseline
        guard quotient.isNormal else { return logarithm(candidate) - logarithm(baseline) }
        return logarithm(quotient)
    }

    /// Σ numerators / Σ denominators for numbers that are not negative: +∞ over a zero sum.
    ///
    /// Sums that overflow are taken over scaled-down terms instead, so ∞ / ∞ never arises.
    static func ratioOfSums(_ numerators: [Double], _ denominators: [Double]) -> Double {
        var above = numerators.reduce(0, +)
        var below = denominators.reduce(0, +)
        if above.isInfinite || below.isInfinite {
            let scale = 1 / Double(max(numerators.count, denominators.count, 1))
            above = numerators.reduce(0) { $0 + $1 * scale }
            below = denominators.reduce(0) { $0 + $1 * scale }
        }
        return below > 0 ? above / below : .infinity
    }
}
