internal import Workflows

/// The head of a response, as far as it matters.
struct HTTPHead {
    var status = 0
    /// How long the body is, where that is said; 0 for a response that has none.
    var length: Int?
    var isChunked = false

    /// Reads a head with its closing empty line.
    init(_ bytes: ArraySlice<UInt8>) throws(HTTPProblem) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, words[0].hasPrefix("HTTP/"), words[1].utf8.count == 3,
            let status = Int(words[1]), status >= 100
        else { throw HTTPProblem(Self.noStatus(in: Array(bytes))) }
        self.status = status
        var codings: [String] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...]
            switch line[..<colon].lowercased() {
            case "content-length": try add(length: value)
            case "transfer-encoding":
                codings += value.lowercased().split(separator: ",").map(Self.trimmed)
            default: break
            }
        }
        if !codings.isEmpty {
            guard codings == ["chunked"] else {
                throw HTTPProblem("expected chunks alone, found \(codings.joined(separator: ", "))")
            }
            guard length == nil else { throw HTTPProblem("it has both a length and chunks") }
            isChunked = true
        }
        if status == 204 || status == 304 { (length, isChunked) = (0, false) }
    }

    /// Several lengths may stand on one line or on many: they must agree.
    private mutating func add(length value: Substring) throws(HTTPProblem) {
        for part in value.split(separator: ",", omittingEmptySubsequences: false) {
            let text = Self.trimmed(part)
            let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber, let number = Int(text) else {
                throw HTTPProblem(
                    "expected a length, found \"\(BoundedMessage.start(of: text, 40))\""
                )
            }
            guard length == nil || length == number else {
                throw HTTPProblem("two lengths, \(length ?? 0) and \(number)")
            }
            length = number
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// What is said of bytes that are no HTTP.
    static func noStatus(in bytes: [UInt8]) -> String {
        let line = String(decoding: bytes.prefix(40), as: UTF8.self).unicodeScalars
            .prefix { $0.value >= 0x20 }
        return "expected HTTP and a status, found \"\(String(String.UnicodeScalarView(line)))\""
    }
}
