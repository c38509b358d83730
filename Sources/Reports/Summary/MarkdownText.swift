/// Texts that Markdown shows as they are.
enum MarkdownText {
    /// One line for running text and for cells of tables.
    static func inline(_ text: String) -> String {
        var result = ""
        for scalar in PlainText.oneLine(text).unicodeScalars {
            if "\\`*_[]|~#!$".unicodeScalars.contains(scalar) { result += "\\" }
            append(scalar, to: &result)
        }
        return result
    }

    /// Lines as they are, in a block that nothing within them ends.
    static func block(_ lines: [String]) -> String {
        "<pre>\(html(lines.joined(separator: "\n")))</pre>"
    }

    /// Text within HTML.
    static func html(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.unicodeScalars.append(scalar)
        }
    }
}
