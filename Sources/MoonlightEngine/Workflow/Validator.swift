internal import Patterns
public import Workflows

/// A condition that a phase's output must meet before it counts.
public struct Validator: Sendable {
    enum Condition: Sendable {
        case value(Workflows.Validator)
        /// What can't be checked with, and why.
        case refused(String)
        case function(name: String, @Sendable (PhaseOutput) async -> String?)
    }

    let condition: Condition

    /// The output or one of its files contains this text.
    public static func contains(_ text: String) -> Validator {
        Validator(condition: .value(.contains(text)))
    }

    /// The output or one of its files matches this regular expression somewhere.
    ///
    /// Matching takes time linear in the output, whatever it is: references to groups, look-around, atomic groups and
    /// possessive quantifiers are mistakes of the workflow.
    public static func matches(_ pattern: String) -> Validator {
        do throws(PatternProblem) {
            return Validator(condition: .value(.matches(try Pattern(pattern))))
        } catch {
            let reason = "expected a regular expression, found \"\(pattern)\": \(error)"
            return Validator(condition: .refused(reason))
        }
    }

    /// The text is JSON.
    public static let json = Validator(condition: .value(.json([])))

    /// Text and files together take no more bytes than this.
    public static func maxBytes(_ limit: Int) -> Validator {
        Validator(condition: .value(.maxBytes(limit)))
    }

    /// A closure finds nothing wrong: it answers `nil`, or says what was expected and what was found.
    ///
    /// The name is in events and feedback, and is part of the phase's identity in place of the code.
    public static func function(
        _ name: String,
        _ finding: @escaping @Sendable (PhaseOutput) async -> String?
    ) -> Validator {
        Validator(condition: .function(name: name, finding))
    }
}
