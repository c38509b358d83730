internal import _StringProcessing

/// A condition that a phase's output must meet before it counts.
package enum Validator: Sendable, Equatable, CustomStringConvertible {
    /// The output or one of its files contains this text.
    case contains(String)
    /// The output or one of its files matches this regular expression somewhere.
    case matches(String)
    /// Output and files together take no more bytes than this.
    case maxBytes(Int)

    /// The validator as reports name it.
    package var description: String {
        switch self {
        case .contains(let text): "contains \"\(text)\""
        case .matches(let pattern): "matches \"\(pattern)\""
        case .maxBytes(let limit): "max_bytes \(limit)"
        }
    }

    /// Why the output does not meet the condition; `nil` where it does.
    package func finding(in output: PhaseOutput) -> ValidationFinding? {
        switch self {
        case .contains(let text):
            guard !output.searchableTexts.contains(where: { $0.contains(text) }) else { return nil }
            return ValidationFinding(self, "expected \"\(text)\" in the output or its files")
        case .matches(let pattern):
            guard let regex = try? Regex(pattern) else {
                return ValidationFinding(self, "\"\(pattern)\" is no regular expression")
            }
            let found = output.searchableTexts.contains { $0.firstMatch(of: regex) != nil }
            guard !found else { return nil }
            return ValidationFinding(
                self,
                "expected a match of \"\(pattern)\" in the output or its files"
            )
        case .maxBytes(let limit):
            guard output.size > limit else { return nil }
            return ValidationFinding(
                self,
                "expected at most \(limit) bytes, found \(output.size)"
            )
        }
    }

    /// Whether a text can be read as a regular expression.
    package static func isPattern(_ text: String) -> Bool {
        (try? Regex(text)) != nil
    }
}

/// A validator that an output did not satisfy, and why.
package struct ValidationFinding: Sendable, Equatable {
    /// The validator, as reports name it.
    package let validator: String
    /// What was expected, and what was found.
    package let message: String

    /// Records what a validator found.
    package init(_ validator: Validator, _ message: String) {
        self.validator = validator.description
        self.message = message
    }
}
