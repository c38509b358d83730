internal import Quantities

/// A bound on a share: `">= 90%"`, `"50%..80%"` or exactly `100%`.
package struct ShareBound: Sendable, Equatable {
    /// The bound as it is written.
    package let text: String
    private let bound: BoundSyntax<Double>

    /// Reads a bound; `nil` where the text is none.
    package init?(_ text: String) {
        self.text = text
        guard
            let bound = BoundSyntax(
                text,
                limits: -1...2,
                range: { RangeSyntax.percentages($0) },
                value: { ProbabilitySyntax.parse($0) }
            )
        else { return nil }
        self.bound = bound
    }

    /// Whether so many of all are within the bound; none of none are all.
    package func contains(_ part: Int, of whole: Int) -> Bool {
        bound.contains(whole == 0 ? 1 : Double(part) / Double(whole))
    }
}
