internal import JSON
package import JSONValidation
package import Patterns

/// A condition that a phase's output must meet before it counts.
package enum Validator: Sendable, Equatable, CustomStringConvertible {
    /// The output or one of its files contains this text.
    case contains(String)
    /// The output or one of its files matches this regular expression somewhere.
    case matches(Pattern)
    /// Output and files together take no more bytes than this.
    case maxBytes(Int)
    /// The output is JSON, with these values in it.
    case json([JSONPathValue])
    /// The output is JSON that this schema allows; the digest is that of the schema's text.
    case jsonSchema(JSONSchemaValidator, Digest)
    /// The agent's process ended with one of these; an agent that is no process counts as 0.
    case exitStatus(Set<Int>)
    /// A program that reads the output ends with 0; only a live world can run it.
    case command(Command)
    /// A function of the user's, by its name; only a live world can call it.
    case function(String)

    /// A program that validates.
    package struct Command: Sendable, Equatable {
        /// The program and its arguments.
        package let words: [String]
        /// The folder that a relative path starts from.
        package let scenarioDirectory: String
        /// The folder of the repository.
        package let repository: String

        /// Names a program.
        package init(words: [String], scenarioDirectory: String, repository: String) {
            self.words = words
            self.scenarioDirectory = scenarioDirectory
            self.repository = repository
        }
    }

    /// The validator as reports name it.
    package var description: String {
        switch self {
        case .contains(let text): "contains \"\(text)\""
        case .matches(let pattern): "matches \"\(pattern)\""
        case .maxBytes(let limit): "max_bytes \(limit)"
        case .json(let values):
            "json" + values.map { " \($0.path) = \($0.value.text)" }.joined(separator: ",")
        case .jsonSchema(_, let digest): "json_schema \(digest.short)"
        case .exitStatus(let allowed):
            "exit_status \(allowed.sorted().map(String.init).joined(separator: ", "))"
        case .command(let command): "command \(command.words.joined(separator: " "))"
        case .function(let name): name
        }
    }

    /// Why the output does not meet the condition; `nil` where it does.
    ///
    /// - Parameter steps: How many steps a pattern may take; only tests have reason to say.
    package func finding(
        in output: PhaseOutput,
        within steps: PatternSteps = PatternSteps()
    ) -> ValidationFinding? {
        switch self {
        case .contains(let text):
            guard !output.contains(text) else { return nil }
            return ValidationFinding(self, "expected \"\(text)\" in the output or its files")
        case .matches(let pattern):
            guard let found = output.isMatched(by: pattern, within: steps) else {
                return ValidationFinding(self, Self.noVerdict(on: pattern, within: steps))
            }
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
        case .json, .jsonSchema: return finding(inJSON: output, steps)
        case .exitStatus(let allowed):
            let status = output.exitStatus
            guard !allowed.contains(status) else { return nil }
            let expected = allowed.sorted().map(String.init).joined(separator: " or ")
            return ValidationFinding(self, "expected exit status \(expected), found \(status)")
        case .command, .function: return nil
        }
    }

    /// Whether only a live world can tell.
    package var isLive: Bool {
        switch self {
        case .command, .function: true
        default: false
        }
    }

    private func finding(inJSON output: PhaseOutput, _ steps: PatternSteps) -> ValidationFinding? {
        guard let value = JSONValue(parsing: output.text) else {
            let start = BoundedMessage.start(of: output.text, 80)
            return ValidationFinding(self, "expected JSON, found \"\(start)\"")
        }
        switch self {
        case .json(let values):
            for expected in values {
                guard let found = expected.mismatch(in: value) else { continue }
                let what = "\(expected.path) = \(expected.value.text)"
                return ValidationFinding(self, "expected \(what), found \(found)")
            }
            return nil
        case .jsonSchema(let schema, _):
            return schema.firstViolation(in: value, within: steps).map {
                ValidationFinding(self, $0)
            }
        default: return nil
        }
    }

    /// What is said where a pattern takes too long: nobody knows whether there is a match.
    package static func noVerdict(
        on pattern: Pattern,
        within steps: PatternSteps = PatternSteps()
    ) -> String {
        "expected a match of \"\(pattern)\" to be found or ruled out within \(steps.left) steps, "
            + "found more; no verdict"
    }
}

/// A validator that an output did not satisfy, and why.
package struct ValidationFinding: Sendable, Equatable {
    /// The validator, as reports name it.
    package let validator: String
    /// What was expected, and what was found, in no more than 8 KiB.
    package let message: String

    /// Records what a validator found.
    package init(_ validator: Validator, _ message: String) {
        self.init(named: validator.description, message: message)
    }

    /// Records what a validator of this name found.
    package init(named validator: String, message: String) {
        self.validator = validator
        self.message = BoundedMessage.bounded(message)
    }
}
