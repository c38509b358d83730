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
    /// `DurationSyntax.longest` become that. Anything else is `nil`.
    package init?(header: String) {
        let text = header.trimmingBlanks
        if let number = DecimalDigits(leading: text), number.length == text.utf8.count {
            self = .delay(number.microseconds(per: 1_000_000) ?? DurationSyntax.longest)
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
        case .date(let date): min(max(.zero, date - wall), DurationSyntax.longest)
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
