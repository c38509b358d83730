internal import Quantities

/// When a provider says that the next attempt may come.
package enum RetryAfter: Sendable, Equatable {
    /// After this long.
    case delay(Duration)
    /// At this wall time, since 1970; leap seconds are not counted.
    case date(Duration)

    /// Reads the value of the header `Retry-After`: seconds, also with a fraction, or a date of HTTP (RFC 9110, 5.6.7).
    ///
    /// Fractions of a microsecond count as a whole one, so that nobody comes back too early; delays beyond
    /// `Duration.longest` become that. Anything else is `nil`.
    package init?(header: String) {
        let text = header.trimmingBlanks
        if let number = DecimalDigits(leading: text), number.length == text.utf8.count {
            self = .delay(number.microseconds(per: 1_000_000) ?? .longest)
        } else if let date = HTTPDate(text) {
            self = .date(date.sinceEpoch)
        } else {
            return nil
        }
    }

    /// How long to wait at this wall time, since 1970; a date that has passed means not at all.
    package func delay(at wall: Duration) -> Duration {
        switch self {
        case .delay(let delay): delay
        case .date(let date): min(max(.zero, date - wall), .longest)
        }
    }
}

extension String {
    /// The text without spaces and tabs at its ends, which header values may have.
    fileprivate var trimmingBlanks: String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let tail = utf8.drop(while: isBlank)
        let trailing = tail.reversed().prefix(while: isBlank).count
        return String(Substring(tail.dropLast(trailing)))
    }
}

extension DecimalDigits {
    /// The number in a unit of so many microseconds, rounded up; `nil` beyond `Duration.longest`.
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
        guard total <= Int128(Duration.longest.microseconds) else { return nil }
        return .microseconds(Int64(total))
    }
}
