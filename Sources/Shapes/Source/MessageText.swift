extension String {
    /// The text on one line, cut after 60 characters, so that a message stays readable.
    package var shortened: String {
        if utf8.count <= 60, utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 }) {
            return self
        }
        var result = ""
        for (count, character) in self.enumerated() {
            guard count < 60 else { return result + "…" }
            result += character.onOneLine
        }
        return result
    }

    /// The text as messages cite it: in double quotes, on one line, shortened.
    package var quoted: String { "\"\(shortened)\"" }
}

extension Character {
    /// The character, or its escape where it would break the line or hide on a terminal.
    fileprivate var onOneLine: String {
        switch self {
        case "\n", "\r\n", "\r": return "\\n"
        case "\t": return "\\t"
        case "\"": return "\\\""
        default: break
        }
        // A single character can carry any number of combining scalars.
        let visible = unicodeScalars.prefix(8).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }
        return visible.joined()
    }
}

extension [String] {
    /// The names with commas between them, as messages list them.
    package var listed: String { map(\.shortened).joined(separator: ", ") }
}

extension SourceNode {
    /// What was found, as messages say it: `"soon"`, `5`, `nothing`, `a list`.
    package var found: String {
        switch content {
        case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
        case .mapping(let entries): entries.isEmpty ? "an empty mapping" : "a mapping"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "nothing"
            case .string: scalar.text.quoted
            case .boolean, .integer, .number: scalar.text.shortened
            }
        }
    }
}
