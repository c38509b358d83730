/// The beta distribution: what is known of a share after successes and failures.
///
/// P(X < x) is the regularised incomplete beta function I(x; a, b).
package struct BetaDistribution: Equatable, Sendable {
    /// The first shape parameter, above 0.
    package let a: Double
    /// The second shape parameter, above 0.
    package let b: Double
    private let logScale: Double

    /// The distribution with these shape parameters; where one is not above 0, every result is NaN.
    package init(a: Double, b: Double) {
        let isValid = a > 0 && b > 0 && a.isFinite && b.isFinite
        self.a = isValid ? a : .nan
        self.b = isValid ? b : .nan
        let n = a + b
        logScale =
            isValid
            ? IncompleteBeta.stirlingError(n) - IncompleteBeta.stirlingError(a)
                - IncompleteBeta.stirlingError(b) + Elementary.logarithm(n / a / b / (2 * .pi)) / 2
            : .nan
    }

    /// The probability of a value below `x`.
    package func lowerTail(_ x: Double) -> Double { tails(x).lower }

    /// The probability of a value above `x`.
    package func upperTail(_ x: Double) -> Double { tails(x).upper }

    /// The value below which lies this probability; NaN outside 0...1.
    package func quantile(_ probability: Double) -> Double {
        guard a > 0, probability >= 0, probability <= 1 else { return .nan }
        guard probability > 0 else { return 0 }
        guard probability < 1 else { return 1 }
        let tail = min(probability, 1 - probability)
        let isLower = probability < 0.5
        var (low, high) = (0.0, 1.0)
        var x = a / (a + b)
        // Newton's method, kept inside a bracket by bisection; the smaller tail carries the digits.
        for _ in 0..<400 {
            let tails = tails(x)
            let error = isLower ? tails.lower - tail : tail - tails.upper
            if error < 0 { low = x } else { high = x }
            var next = x - error / density(x)
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            let step = next - x
            x = next
            if step.magnitude <= 2e-16 * x { break }
        }
        return x
    }

    /// x^a · (1 − x)^b · Γ(a + b + 1) / (Γ(a + 1) · Γ(b + 1)): for whole numbers, the probability of `a` successes
    /// in `a + b` trials. By Loader's expansion, in which nothing large cancels.
    private func weight(_ x: Double, _ y: Double) -> Double {
        let n = a + b
        let exponent =
            a * Elementary.logarithm(x * n / a) + b * Elementary.logarithm(y * n / b) + logScale
        return Elementary.exponential(exponent)
    }

    private func density(_ x: Double) -> Double {
        let y = 1 - x
        return weight(x, y) * (a / x) * (b / y) / (a + b)
    }

    private func tails(_ x: Double) -> (lower: Double, upper: Double) {
        guard a > 0, !x.isNaN else { return (.nan, .nan) }
        guard x > 0 else { return (0, 1) }
        guard x < 1 else { return (1, 0) }
        let y = 1 - x
        let weight = weight(x, y)
        if x < (a + 1) / (a + b + 2) {
            let lower =
                weight * b / (a + b) / IncompleteBeta.continuedFraction(x: x, a: a, b: b)
            return (lower, 1 - lower)
        }
        let upper = weight * a / (a + b) / IncompleteBeta.continuedFraction(x: y, a: b, b: a)
        return (1 - upper, upper)
    }
}

/// What the distributions of Student and of shares are computed from.
enum IncompleteBeta {
    /// The continued fraction in the denominator of the incomplete beta function (NIST Digital
    /// Library of Mathematical Functions 8.17.22), by Lentz's method.
    static func continuedFraction(x: Double, a: Double, b: Double) -> Double {
        var value = 1.0
        var c = 1.0
        var d = 0.0
        for step in 1...20_000 {
            let m = Double(step / 2)
            let term: Double
            if step.isMultiple(of: 2) {
                term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            } else {
                term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            }
            c = nonZero(1 + term / c)
            d = 1 / nonZero(1 + term * d)
            value *= c * d
            if (c * d - 1).magnitude < 1e-16 { break }
        }
        return value
    }

    private static func nonZero(_ x: Double) -> Double { x == 0 ? 1e-300 : x }

    /// log Γ(x + 1) less Stirling's (x + 1/2) · log x − x + log √2π, by its asymptotic series, reached by recurrence
    /// for a small `x`.
    static func stirlingError(_ x: Double) -> Double {
        var shifted = x
        var correction = 0.0
        while shifted < 16 {
            correction += (shifted + 0.5) * Elementary.logarithm(onePlus: 1 / shifted) - 1
            shifted += 1
        }
        let r = 1 / shifted
        let s = r * r
        let series =
            r * (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188)))))
        return series + correction
    }
}
