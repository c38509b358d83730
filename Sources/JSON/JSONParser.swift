/// Reads JSON as RFC 8259 has it, and nothing besides: no comments, no commas at the end, no `NaN`.
package struct JSONParser {
    /// How deep lists and objects may nest.
    package static let deepest = 512

    let bytes: [UInt8]
    private(set) var index = 0
    private var depth = 0
    /// The first name that occurs twice in one object; the last of its values counts.
    package private(set) var repeatedName: String?

    /// A parser of one text.
    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The one value that the text is.
    package mutating func parse() throws(JSONProblem) -> JSONValue {
        skipSpace()
        let value = try value()
        skipSpace()
        guard index == bytes.count else { throw problem("expected the end of the JSON") }
        return value
    }

    private mutating func value() throws(JSONProblem) -> JSONValue {
        switch next {
        case UInt8(ascii: "{"):
            return try nested { parser throws(JSONProblem) in try parser.object() }
        case UInt8(ascii: "["):
            return try nested { parser throws(JSONProblem) in try parser.list() }
        case UInt8(ascii: "\""): return .text(try string())
        case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
            return .number(try number())
        default: return try word()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONProblem) -> JSONValue
    ) throws(JSONProblem) -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw problem("expected at most \(Self.deepest) levels of nesting")
        }
        index += 1
        skipSpace()
        return try body(&self)
    }

    private mutating func object() throws(JSONProblem) -> JSONValue {
        var members: [String: JSONValue] = [:]
        guard !take("}") else { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem("expected a name in quotes") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw problem("expected a colon") }
            skipSpace()
            let earlier = members.updateValue(try value(), forKey: name)
            if earlier != nil, repeatedName == nil { repeatedName = name }
            skipSpace()
        } while take(",")
        guard take("}") else { throw problem("expected a comma or a closing brace") }
        return .object(members)
    }

    private mutating func list() throws(JSONProblem) -> JSONValue {
        var items: [JSONValue] = []
        guard !take("]") else { return .list(items) }
        repeat {
            skipSpace()
            items.append(try value())
            skipSpace()
        } while take(",")
        guard take("]") else { throw problem("expected a comma or a closing bracket") }
        return .list(items)
    }

    private mutating func word() throws(JSONProblem) -> JSONValue {
        for (word, value) in Self.words where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return value
        }
        throw problem("expected a value")
    }

    private static let words: [(String, JSONValue)] = [
        ("true", .boolean(true)), ("false", .boolean(false)), ("null", .null),
    ]

    private mutating func number() throws(JSONProblem) -> JSONNumber {
        let rest = bytes[index...]
        let length = rest.prefix { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }.count
        let text = String(decoding: rest.prefix(length), as: UTF8.self)
        guard let number = JSONNumber(text) else { throw problem("expected a number") }
        index += length
        return number
    }
}

// The text as it lies before the parser.
extension JSONParser {
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skip(to index: Int) { self.index = index }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    /// What was expected where the parser is, and what was found there.
    func problem(_ expected: String) -> JSONProblem { problem(at: index, expected) }

    func problem(at index: Int, _ expected: String) -> JSONProblem {
        let lines = bytes[..<index].split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        return JSONProblem(
            line: lines.count,
            column: (lines.last?.count ?? 0) + 1,
            message: "\(expected), found \(excerpt(at: index))"
        )
    }

    private func excerpt(at index: Int) -> String {
        guard index < bytes.count else { return "the end of the text" }
        let scalars = String(decoding: bytes[index...].prefix(64), as: UTF8.self).unicodeScalars
        let line = scalars.prefix(16).prefix { $0 != "\n" && $0 != "\r" }
        return line.isEmpty
            ? "the end of the line" : "\"\(String(String.UnicodeScalarView(line)))\""
    }
}

extension JSONValue {
    /// Reads one JSON text; `nil` if it is not one.
    package init?(parsing text: String) {
        var parser = JSONParser(text)
        guard let value = try? parser.parse() else { return nil }
        self = value
    }
}
