package import Patterns

/// The output or one of its files matches a regular expression somewhere.
package struct MatchesPattern: OutputCondition {
    /// The regular expression.
    package let pattern: Pattern

    /// Looks for a match.
    package init(_ pattern: Pattern) {
        self.pattern = pattern
    }

    package var description: String { "matches \"\(pattern)\"" }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        guard let isFound = output.isMatched(by: pattern, within: steps) else {
            return Self.noVerdict(on: pattern, within: steps)
        }
        return isFound ? nil : "expected a match of \"\(pattern)\" in the output or its files"
    }

    /// The message for a pattern that takes too long: nobody knows whether there is a match.
    package static func noVerdict(
        on pattern: Pattern,
        within steps: PatternSteps = PatternSteps()
    ) -> String {
        "expected a match of \"\(pattern)\" to be found or ruled out within \(steps.left) steps, "
            + "found more; no verdict"
    }
}

extension Validator {
    /// The output or one of its files matches this regular expression somewhere.
    package static func matches(_ pattern: Pattern) -> Validator {
        .condition(MatchesPattern(pattern))
    }
}
