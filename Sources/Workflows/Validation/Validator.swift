internal import _StringProcessing

/// A condition that a phase's output must meet before it counts.
package enum Validator: Sendable, Equatable, CustomStringConvertible {
    /// The output or one of its files contains this text.
    case contains(String)
    /// The output or one of its files matches this regular expression somewhere.
    case matches(String)
    /// Output and files together take no more bytes than this.
    case maxBytes(Int)
    /// The output is JSON.
    case json
    /// The output is JSON that this schema allows; the digest is that of the schema's text.
    case jsonSchema(JSONSchema, Digest)
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
        case .json: "json"
        case .jsonSchema(_, let digest): "json_schema \(digest.short)"
        case .exitStatus(let allowed):
            "exit_status \(allowed.sorted().map(String.init).joined(separator: ", "))"
        case .command(let command): "command \(command.words.joined(separator: " "))"
        case .function(let name): name
        }
    }

    /// Why the output does not meet the condition; `nil` where it does.
    package func finding(in output: PhaseOutput) -> ValidationFinding? {
        switch self {
        case .contains(let text):
            guard !output.contains(text) else { return nil }
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
        case .json, .jsonSchema: return finding(inJSON: output)
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

    private func finding(inJSON output: PhaseOutput) -> ValidationFinding? {
        guard let value = JSONValue(parsing: output.text) else {
            return ValidationFinding(self, "expected JSON, found \"\(output.text.prefix(80))\"")
        }
        guard case .jsonSchema(let schema, _) = self else { return nil }
        return schema.firstViolation(in: value).map { ValidationFinding(self, $0) }
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
        self.init(named: validator.description, message: message)
    }

    /// Records what a validator of this name found.
    package init(named validator: String, message: String) {
        self.validator = validator
        self.message = message
    }
}
