/// The standard normal distribution.
package enum NormalDistribution {
    private static let rootOfTwo = 2.0.squareRoot()
    private static let rootOfTwoPi = (2 * Double.pi).squareRoot()

    /// The probability of a value above `z`, accurate far into the tail.
    package static func upperTail(_ z: Double) -> Double {
        Elementary.complementaryErrorFunction(z / rootOfTwo) / 2
    }

    /// The value below which lies this probability: ∓∞ at 0 and 1, NaN outside 0...1.
    package static func quantile(_ probability: Double) -> Double {
        guard probability >= 0, probability <= 1 else { return .nan }
        let offset = probability - 0.5
        guard offset != 0 else { return 0 }
        let tail = offset < 0 ? probability : 1 - probability
        guard tail > 0 else { return offset < 0 ? -.infinity : .infinity }
        let size = tail > 0.25 ? central(offset.magnitude) : outer(tail)
        return offset < 0 ? -size : size
    }

    /// Solves P(0 < Z < z) = `probability` by Newton's method from below; the probability is
    /// concave in z, so no step overshoots.
    private static func central(_ probability: Double) -> Double {
        var z = probability * rootOfTwoPi
        for _ in 0..<50 {
            let missing = probability - Elementary.errorFunction(z / rootOfTwo) / 2
            let step = missing * rootOfTwoPi * Elementary.exponential(z * z / 2)
            z += step
            if step.magnitude <= 1e-16 * z { break }
        }
        return z
    }

    /// Solves P(Z > z) = `tail` by Newton's method on logarithms, from above: the start is the
    /// bound P(Z > z) ≤ exp(−z²/2) / 2, and the logarithm of the tail is concave.
    private static func outer(_ tail: Double) -> Double {
        var z = (-2 * Elementary.logarithm(2 * tail)).squareRoot()
        for _ in 0..<50 {
            let reached = upperTail(z)
            guard reached > 0 else { break }
            let density = Elementary.exponential(-z * z / 2) / rootOfTwoPi
            let step = Elementary.logarithm(reached / tail) * reached / density
            z += step
            if step.magnitude <= 1e-15 * z { break }
        }
        return z
    }
}
