internal import Quantities

extension DecimalDigits {
    /// `DurationSyntax.longest` in microseconds.
    static let mostMicroseconds = Int128(DurationSyntax.longest.components.seconds) * 1_000_000

    /// The number in a unit of so many microseconds, rounded up; `nil` beyond `DurationSyntax.longest`.
    func microseconds(per unit: Int) -> Duration? {
        // At most 10^15 × 3.6 × 10^9, and 10^24 for the fraction, which Int128 holds.
        guard whole.utf8.count <= 15, let whole = Int128(whole) else { return nil }
        var parts: Int128 = 0
        var scale: Int128 = 1
        for digit in fraction.utf8.prefix(15) {
            parts = parts * 10 + Int128(digit - UInt8(ascii: "0"))
            scale *= 10
        }
        // Digits that were cut are not all zero, as a fraction does not end in zeros.
        if fraction.utf8.count > 15 { parts += 1 }
        let (exact, rest) = (parts * Int128(unit)).quotientAndRemainder(dividingBy: scale)
        let total = whole * Int128(unit) + exact + (rest > 0 ? 1 : 0)
        guard total <= Self.mostMicroseconds else { return nil }
        return .microseconds(Int64(total))
    }
}
