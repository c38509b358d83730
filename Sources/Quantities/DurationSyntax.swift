/// The way durations are written: a decimal number and a unit, such as `250ms`, `1.5s` or `2h`, or several of them, the
/// coarsest first, as reports write them: `1m28s`.
///
/// Units are `us`, `ms`, `s`, `m` and `h`. Only the last number may have a fraction. Reading is exact: no binary
/// fraction is involved.
package enum DurationSyntax {
    /// The longest duration that is accepted; sums of a few million such still fit `Duration`.
    package static let longest = Duration.seconds(1_000_000_000)

    /// What keeps a text from being a duration.
    package enum Mistake: Error {
        /// No decimal number with a unit.
        case malformed
        /// Finer than a microsecond.
        case finerThanMicrosecond
        /// Longer than `longest`.
        case tooLong
    }

    /// The regular expression for JSON Schema; it admits everything that `parse` does.
    package static let pattern = #"([0-9]+(\.[0-9]+)?(us|ms|s|m|h))+"#

    /// The duration that a text denotes, at microsecond resolution.
    ///
    /// Nil where the text is malformed, negative, has no unit, is finer than a microsecond or
    /// longer than `longest`.
    package static func parse(_ text: String) -> Duration? {
        try? read(text)
    }

    /// The duration that a text denotes, or what keeps it from being one.
    package static func read(_ text: String) throws(Mistake) -> Duration {
        var rest = Substring(text)
        var total = Int128(0)
        var coarser: Int128?
        repeat {
            guard let decimal = DecimalDigits(leading: String(rest)) else { throw .malformed }
            let tail = rest.utf8.dropFirst(decimal.length)
            let name = tail.prefix { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = Substring(tail.dropFirst(name.count))
            guard let unit = microseconds(perUnit: Substring(name)), unit < coarser ?? .max,
                rest.isEmpty || decimal.fraction.isEmpty
            else { throw .malformed }
            total += try amount(decimal, of: unit)
            guard total <= 1_000_000_000 * 1_000_000 else { throw .tooLong }
            coarser = unit
        } while !rest.isEmpty
        return .microseconds(Int64(total))
    }

    /// So many of a unit, in microseconds.
    private static func amount(_ decimal: DecimalDigits, of unit: Int128) throws(Mistake) -> Int128
    {
        guard decimal.whole.count <= 18 else { throw .tooLong }
        guard decimal.fraction.count <= 18 else { throw .finerThanMicrosecond }
        guard let whole = Int128(decimal.whole), let fraction = Int128("0" + decimal.fraction)
        else { throw .malformed }
        // At most 10^18 × 3.6 × 10^9 on either side, which Int128 holds.
        let scale = decimal.fraction.reduce(Int128(1)) { scale, _ in scale * 10 }
        let (exact, remainder) = (fraction * unit).quotientAndRemainder(dividingBy: scale)
        let total = whole * unit + exact
        guard total <= 1_000_000_000 * 1_000_000 else { throw .tooLong }
        guard remainder == 0 else { throw .finerThanMicrosecond }
        return total
    }

    private static func microseconds(perUnit unit: Substring) -> Int128? {
        switch unit {
        case "us": 1
        case "ms": 1_000
        case "s": 1_000_000
        case "m": 60_000_000
        case "h": 3_600_000_000
        default: nil
        }
    }
}
