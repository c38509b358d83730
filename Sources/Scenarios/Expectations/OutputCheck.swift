internal import EscapeCodes
internal import JSON
package import Patterns
package import Workflows

/// What a text, and the files next to it, must satisfy.
package enum OutputCheck: Sendable, Equatable {
    /// It contains this.
    case contains(String)
    /// It matches this regular expression somewhere.
    case matches(Pattern)
    /// It is JSON.
    case isJSON
    /// It is JSON with this value at this path.
    case json(JSONPathValue)
    /// It has the content of this file; the name is for messages.
    case equals([UInt8], file: String)
    /// It has a file of this path.
    case file(String)
}

extension OutputCheck {
    /// The check as a person says it.
    var text: String {
        switch self {
        case .contains(let text): "contains \"\(HiddenCharacters.revealed(in: text))\""
        case .matches(let pattern): "matches \"\(pattern)\""
        case .isJSON: "is JSON"
        case .json(let expected): "has \(expected.path) = \(expected.value.text)"
        case .equals(_, let file): "equals the file \(file)"
        case .file(let path): "has the file \(path)"
        }
    }

    /// What was found instead; `nil` where the output satisfies the check.
    func mismatch(in output: PhaseOutput) -> String? {
        switch self {
        case .contains(let text):
            guard Validator.contains(text).finding(in: output) != nil else { return nil }
            let seen = Validator.contains(HiddenCharacters.removed(from: text))
            return Self.excerpt(output, hidesWhat: seen)
        case .matches(let pattern):
            guard let found = output.isMatched(by: pattern) else {
                return MatchesPattern.noVerdict(on: pattern)
            }
            return found ? nil : Self.excerpt(output, hidesWhat: .matches(pattern))
        case .isJSON:
            return JSONValue(parsing: output.text) == nil ? "no JSON: \(Self.excerpt(output))" : nil
        case .json(let expected):
            guard let json = JSONValue(parsing: output.text) else {
                return "no JSON: \(Self.excerpt(output))"
            }
            guard let found = json.value(at: expected.path) else {
                return "nothing at \(expected.path) in \(Self.excerpt(output))"
            }
            guard let mismatch = expected.mismatch(in: json) else { return nil }
            let looksAlike =
                HiddenCharacters.removed(from: found.text)
                == HiddenCharacters.removed(from: expected.value.text)
            return looksAlike ? HiddenCharacters.revealed(in: found.text) : mismatch
        case .equals(let bytes, _):
            let isEqual =
                Array(output.text.utf8) == bytes || output.files.contains { $0.bytes == bytes }
            guard !isEqual else { return nil }
            let looksAlike =
                HiddenCharacters.removed(from: output.text)
                == HiddenCharacters.removed(from: String(decoding: bytes, as: UTF8.self))
            return Self.excerpt(output, isRevealed: looksAlike)
        case .file(let path):
            guard !output.files.contains(where: { $0.path == path }) else { return nil }
            return "the files [\(output.files.map(\.path).joined(separator: ", "))]"
        }
    }

    /// What was found, with its hidden characters shown where they alone keep it from being what was looked for.
    private static func excerpt(_ output: PhaseOutput, hidesWhat validator: Validator) -> String {
        let text = HiddenCharacters.removed(from: output.text)
        let seen = PhaseOutput(text: text, files: output.files, response: output.response)
        return excerpt(output, isRevealed: validator.finding(in: seen) == nil)
    }

    private static func excerpt(_ output: PhaseOutput, isRevealed: Bool = false) -> String {
        let text = isRevealed ? HiddenCharacters.revealed(in: output.text) : output.text
        let head = BoundedMessage.start(of: text, 400)
        let rest = text.utf8.count - head.utf8.count
        let files = output.files.isEmpty ? "" : " and files \(output.files.map(\.path))"
        return "\"\(head)\"" + (rest > 0 ? " and \(rest) bytes more" : "") + files
    }
}
