// Texts in quotes.
extension JSONParser {
    /// The text whose opening quote is next.
    package mutating func string() throws(JSONProblem) -> String {
        let start = index
        var text: [UInt8] = []
        skip(to: index + 1)
        while true {
            let run = index
            while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
                byte >= 0x20
            {
                skip(to: index + 1)
            }
            text.append(contentsOf: bytes[run..<index])
            switch next {
            case UInt8(ascii: "\""):
                skip(to: index + 1)
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
            case nil: throw problem("expected the end of the text that begins at byte \(start + 1)")
            default: throw problem("expected control characters in a text as escapes")
            }
        }
    }

    private mutating func escape() throws(JSONProblem) -> String {
        let start = index
        skip(to: index + 2)
        guard bytes.indices.contains(start + 1) else {
            throw problem(at: start, "expected an escape")
        }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint(from: start)
        default: throw problem(at: start, "expected an escape that JSON knows")
        }
    }

    /// `\uXXXX`, or two of them where one is half a pair.
    private mutating func codePoint(from start: Int) throws(JSONProblem) -> String {
        guard let unit = codeUnit(at: start) else {
            throw problem(at: start, "expected four hexadecimal digits after \\u")
        }
        skip(to: start + 6)
        if let scalar = Unicode.Scalar(unit) { return String(scalar) }
        guard UTF16.isLeadSurrogate(unit), let trail = codeUnit(at: start + 6),
            UTF16.isTrailSurrogate(trail)
        else { throw problem(at: start, "expected both halves of a surrogate pair") }
        skip(to: start + 12)
        return String(decoding: [unit, trail], as: UTF16.self)
    }

    private func codeUnit(at start: Int) -> UInt16? {
        let digits = bytes.dropFirst(start + 2).prefix(4)
        guard bytes[start...].starts(with: #"\u"#.utf8), digits.count == 4,
            !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-"))
        else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
