/// The head of a response, as far as it matters.
struct HTTPHead {
    var status = 0
    /// How long the body is, where that is said; 0 for a response that has none.
    var length: Int?
    var isChunked = false

    /// Reads a head with its closing empty line.
    init(_ bytes: ArraySlice<UInt8>) throws(HTTPProblem) {
        // What Unicode calls line breaks ends no line of HTTP.
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }
        let words = lines.first?.split(separator: 0x20) ?? []
        guard words.count >= 2, words[0].starts(with: "HTTP/".utf8), words[1].count == 3,
            let status = Self.number(words[1]), status >= 100
        else { throw Self.noStatus(in: bytes) }
        self.status = status
        var codings: [String] = []
        for line in lines.dropFirst() where !line.isEmpty {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = line[..<colon]
            guard !name.contains(where: Self.isBlank) else {
                // Others take it for another header, or for the same.
                throw HTTPProblem(expected: "no blank in the name of a header", found: line)
            }
            let value = line[(colon + 1)...]
            switch Self.lowercased(name) {
            case "content-length": try add(length: value)
            case "transfer-encoding":
                codings += value.split(separator: UInt8(ascii: ",")).map {
                    Self.lowercased(Self.trimmed($0))
                }
            default: break
            }
        }
        if !codings.isEmpty {
            guard codings == ["chunked"] else {
                throw HTTPProblem(
                    expected: "chunks alone",
                    found: codings.joined(separator: ", ").utf8
                )
            }
            guard length == nil else { throw HTTPProblem("it has both a length and chunks") }
            isChunked = true
        }
        if status == 204 || status == 304 { (length, isChunked) = (0, false) }
    }

    /// Several lengths may stand on one line or on many: they must agree.
    private mutating func add(length value: ArraySlice<UInt8>) throws(HTTPProblem) {
        for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let text = Self.trimmed(part)
            guard let number = Self.number(text) else {
                throw HTTPProblem(expected: "a length", found: text)
            }
            guard length == nil || length == number else {
                throw HTTPProblem("two lengths, \(length ?? 0) and \(number)")
            }
            length = number
        }
    }

    /// A number of digits alone.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    /// Whether HTTP takes a byte for a blank: a space or a tab.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// What is said of bytes that are no HTTP.
    static func noStatus(in bytes: some Sequence<UInt8>) -> HTTPProblem {
        HTTPProblem(expected: "HTTP and a status", found: bytes)
    }
}
