internal import JSON
package import Workflows

/// Breaks the JSON of an answer.
package struct InvalidJSON: Injection {
    /// Declares the mistake.
    package init() {}

    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        answer.answer.output = answer.answer.output.saying(
            Self.broken(answer.answer.output.text)
        )
    }

    /// A comma before the last bracket, as in JavaScript; any other text becomes a member of an object that never ends.
    static func broken(_ text: String) -> String {
        let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        let body = Array(text.utf8)
        if let end = body.lastIndex(where: { !isSpace($0) }),
            [UInt8(ascii: "}"), UInt8(ascii: "]")].contains(body[end]),
            JSONValue(parsing: text) != nil
        {
            return String(
                decoding: body[..<end] + [UInt8(ascii: ",")] + body[end...],
                as: UTF8.self
            )
        }
        var bytes = Array("{\"answer\": ".utf8)
        JSONText.append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension InvalidJSON {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "invalid_json",
        places: [.agentOutput: .both],
        summary: "The answer is JSON with a mistake: a comma too many, or an end too few.",
        imitates: "a model that writes JSON from memory",
        source: "https://platform.openai.com/docs/guides/structured-outputs (JSON mode)",
        remedy: "validate with json or json_schema, and ask again with the finding",
        decode: { _, _, _ in InvalidJSON() }
    )
}

extension FaultType {
    /// Breaks JSON; see `InvalidJSON`.
    package static let invalidJSON = InvalidJSON.type
}
