/// Exponential and logarithm from + − × ÷ alone.
///
/// Libraries differ in the last bits of `exp` and `log`; simulated traces must not. Both are good to about 1e-15
/// relative, which the rounding to microseconds hides.
package enum PortableMath {
    private static let ln2 = 0.693147180559945309417232121458

    /// The natural logarithm of a positive, finite, normal number.
    package static func log(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value == 0 ? -.infinity : .nan }
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        // log(m) = 2 atanh((m − 1) / (m + 1)); the argument stays below 0.172, so 12 terms suffice.
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for term in stride(from: 23, through: 1, by: -2) {
            sum = sum * square + 1 / Double(term)
        }
        return exponent * ln2 + 2 * ratio * sum
    }

    /// The exponential function, infinite above 709 and 0 below −700.
    package static func exp(_ value: Double) -> Double {
        guard value < 709 else { return .infinity }
        guard value > -700 else { return 0 }
        let count = (value / ln2).rounded(.toNearestOrEven)
        // ln 2 in two parts (Cody and Waite 1980), so that the subtraction loses nothing.
        let rest = (value - count * 0x1.62e42feep-1) - count * 0x1.a39ef35793c76p-33
        // Taylor's series; the argument stays below 0.347, so 16 terms suffice.
        var sum = 1.0
        for term in stride(from: 16, through: 1, by: -1) {
            sum = 1 + sum * rest / Double(term)
        }
        return Double(sign: .plus, exponent: Int(count), significand: sum)
    }
}
