internal import Quantities
internal import Shapes
package import Workflows

/// The run takes this long.
package struct DurationExpectation: RunCondition {
    /// How long.
    package let bound: DurationBound

    /// Expects the time to be within a bound.
    package init(_ bound: DurationBound) {
        self.bound = bound
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let duration = evidence.record.duration
        guard !bound.contains(duration) else { return nil }
        return ("duration \(bound.text)", DurationText.clock(duration))
    }
}

/// A bound on a duration: `"<= 60s"`, `"1s..2s"` or exactly `12s`.
package struct DurationBound: Sendable, Equatable {
    /// The bound as it is written.
    package let text: String
    private let bound: BoundSyntax<Duration>

    /// Reads a bound; `nil` where the text is none.
    package init?(_ text: String) {
        self.text = text
        let limits = Duration.seconds(-1)...DurationSyntax.longest * 2
        guard
            let bound = BoundSyntax(
                text,
                limits: limits,
                range: { RangeSyntax.durations($0) },
                value: { DurationSyntax.parse($0) }
            )
        else { return nil }
        self.bound = bound
    }

    /// Whether a duration is within the bound.
    package func contains(_ duration: Duration) -> Bool { bound.contains(duration) }
}

extension ExpectationKeys {
    static let duration = ExpectationKey(
        "duration",
        .text,
        doc: "How long the run takes: \"<= 60s\" or \"1s..2s\"."
    ) { entry, _, problems in
        guard let text = entry.node.text else { return [] }
        guard let bound = DurationBound(text) else {
            problems.add(
                entry.node,
                entry.path,
                "expected a bound such as \"<= 1m30s\" or \"1s..2s\", or an exact duration, found \"\(text)\""
            )
            return []
        }
        return [Expectation(DurationExpectation(bound), at: entry.place)]
    }
}
