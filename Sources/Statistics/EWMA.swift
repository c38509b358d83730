/// An exponentially weighted moving average (Roberts 1959), as section 6.3.2.4 of the NIST/SEMATECH e-Handbook of
/// Statistical Methods has it: value ← λ · x + (1 − λ) · value, from a level that is known before.
package struct EWMA: Sendable, Equatable {
    /// λ, the weight of the latest value, above 0 and at most 1.
    package let weight: Double
    /// The average so far.
    package private(set) var value: Double
    /// (1 − λ)^(2n) after n values.
    private var remembered = 1.0

    /// The average before the first value; `nil` where the weight is not above 0 and at most 1, or the level not finite.
    package init?(weight: Double, from level: Double) {
        guard weight > 0, weight <= 1, level.isFinite else { return nil }
        self.weight = weight
        value = level
    }

    /// Takes up the next value.
    package mutating func add(_ next: Double) {
        // A value that equals the average leaves it exactly as it is.
        value += weight * (next - value)
        remembered *= (1 - weight) * (1 - weight)
    }

    /// The standard deviation of the average after the values so far, in standard deviations of one value:
    /// √(λ/(2 − λ) · (1 − (1 − λ)^(2n))).
    package var standardError: Double {
        limitingError * (1 - remembered).squareRoot()
    }

    /// What that comes to in the long run, √(λ/(2 − λ)): the handbook's control limits are three of these from the level.
    package var limitingError: Double { (weight / (2 - weight)).squareRoot() }
}
