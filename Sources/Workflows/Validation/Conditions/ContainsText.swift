package import Patterns

/// The output or one of its files contains a text.
package struct ContainsText: OutputCondition {
    /// The text, compared by its bytes.
    package let text: String

    /// Looks for a text.
    package init(_ text: String) {
        self.text = text
    }

    package var description: String { "contains \"\(text)\"" }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        output.contains(text) ? nil : "expected \"\(text)\" in the output or its files"
    }
}

extension Validator {
    /// The output or one of its files contains this text.
    package static func contains(_ text: String) -> Validator { .condition(ContainsText(text)) }
}
