internal import XML

/// Texts of scenarios and processes made harmless: nothing in them acts on a terminal or breaks XML.
enum PlainText {
    /// One line, in which line breaks and tabs are spaces; `unnamed` where nothing is left to see.
    static func oneLine(_ text: String, orElse fallback: String = "unnamed") -> String {
        if isHarmless(text) { return text }
        let line = XMLText.sanitised(text)
            .split { $0.isNewline || $0 == "\t" }
            .joined(separator: " ")
        return line.allSatisfy { $0 == " " } ? fallback : visible(line)
    }

    /// One line of at most `limit` bytes, visibly cut.
    static func oneLine(_ text: String, limit: Int) -> String {
        XMLText.cut(oneLine(text, orElse: "nothing"), toBytes: limit)
    }

    /// At most `limit` bytes of a line, visibly cut.
    static func cut(_ line: String, to limit: Int) -> String {
        XMLText.cut(line, toBytes: limit)
    }

    /// The lines of a text without the empty ones at its end.
    static func lines(_ text: String) -> [String] {
        if isHarmless(text) { return [text] }
        var lines = XMLText.sanitised(text)
            .split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { visible(String($0)) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Whether there is nothing to change, as in most texts: visible ASCII on one line.
    private static func isHarmless(_ text: String) -> Bool {
        var isVisible = false
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte) else { return false }
            isVisible = isVisible || byte != 0x20
        }
        return isVisible
    }

    /// The text with those control characters that XML allows written like those it forbids: a
    /// terminal obeys C1 controls as it obeys ESC, and bidirectional ones disguise a line.
    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isActive) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isActive(scalar) {
                result += "#x" + String(scalar.value, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0..<0x20: scalar != "\t"
        default: false
        }
    }
}
