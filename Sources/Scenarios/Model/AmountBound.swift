internal import Quantities
internal import Workflows

/// A bound on a whole or decimal number: `"<= 5000"`, `"0.5..2.25"` or exactly `12`.
package struct AmountBound: Sendable, Equatable {
    /// The bound as it is written.
    package let text: String
    private let bound: BoundSyntax<Int>

    /// Reads a bound; `nil` if the text is not one, or is finer than a millionth.
    package init?(_ text: String) {
        self.text = text
        let limits = -1...Int.max
        guard
            let bound = BoundSyntax(
                text,
                limits: limits,
                range: { RangeSyntax.amounts($0) },
                value: { RangeSyntax.micros($0) }
            )
        else { return nil }
        self.bound = bound
    }

    /// Whether a whole number is within the bound.
    package func contains(_ number: Int) -> Bool {
        let (micros, overflows) = number.multipliedReportingOverflow(by: 1_000_000)
        return bound.contains(overflows ? .max - 1 : micros)
    }

    /// Whether so many millionths are within the bound.
    package func contains(micros: Int) -> Bool { bound.contains(micros) }
}

extension RangeSyntax {
    /// A range of decimal numbers that aren't negative, such as `0.5..2`, in millionths.
    static func amounts(_ text: String) -> ClosedRange<Int>? {
        range(text) { micros(String($0)) }
    }

    /// A decimal number that isn't negative, such as `4.25`, in millionths.
    static func micros(_ text: String) -> Int? {
        guard let decimal = DecimalDigits(leading: text), decimal.length == text.utf8.count,
            decimal.fraction.utf8.count <= 6
        else { return nil }
        let zeros = String(repeating: "0", count: 6 - decimal.fraction.utf8.count)
        return Int(decimal.whole + decimal.fraction + zeros)
    }
}
