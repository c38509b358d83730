/// The way probabilities and shares are written: `30%` or `0.3`.
package enum ProbabilitySyntax {
    /// The regular expression of a percentage for JSON Schema.
    package static let percentPattern = #"[0-9]+(\.[0-9]+)?%"#

    /// The regular expression for JSON Schema; it admits everything that `parse` does.
    package static let pattern = #"[0-9]+(\.[0-9]+)?%?"#

    /// The probability from 0 to 1 that a text denotes; nil where it is malformed or outside.
    package static func parse(_ text: String) -> Double? {
        if text.hasSuffix("%") { return percentage(text) }
        guard let decimal = DecimalDigits(leading: text), decimal.length == text.utf8.count,
            let value = Double(text), value <= 1
        else { return nil }
        return value
    }

    /// The share from 0 to 1 that a percentage from `0%` to `100%` denotes.
    package static func percentage(_ text: some StringProtocol) -> Double? {
        guard text.hasSuffix("%"), let decimal = DecimalDigits(leading: String(text)),
            decimal.length == text.utf8.count - 1, let value = Double(text.dropLast()),
            value <= 100
        else { return nil }
        return value / 100
    }
}
