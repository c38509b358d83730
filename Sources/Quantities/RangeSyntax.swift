/// The way ranges are written: `from..to`, both ends included, the first not above the second.
package enum RangeSyntax {
    /// The regular expression of a range of integers for JSON Schema.
    package static let integerPattern = #"[0-9]+\.\.[0-9]+"#

    /// A range of integers that aren't negative, such as `1..2`.
    package static func integers(_ text: String) -> ClosedRange<Int>? {
        range(text) { digits in
            digits.utf8.allSatisfy(\.isDigit) ? Int(digits) : nil
        }
    }

    /// A range of durations, such as `1s..2.5s`.
    package static func durations(_ text: String) -> ClosedRange<Duration>? {
        range(text) { DurationSyntax.parse(String($0)) }
    }

    /// A range of percentages, such as `50%..80%`, as shares from 0 to 1.
    package static func percentages(_ text: String) -> ClosedRange<Double>? {
        range(text) { ProbabilitySyntax.percentage($0) }
    }

    package static func range<Bound>(
        _ text: String,
        bound: (Substring) -> Bound?
    ) -> ClosedRange<Bound>? {
        // A decimal point is always single, so the first pair of points divides the ends.
        var index = text.startIndex
        while index < text.endIndex, !text[index...].hasPrefix("..") {
            index = text.index(after: index)
        }
        guard index < text.endIndex, let low = bound(text[..<index]),
            let high = bound(text[index...].dropFirst(2)), low <= high
        else { return nil }
        return low...high
    }
}
