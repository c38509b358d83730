/// The head of a response, as far as it matters.
struct HTTPHead {
    var status = 0
    /// How long the body is, where the head says so; 0 for a response that has none.
    var length: Int?
    var isChunked = false

    /// Reads a head with its closing empty line.
    init(_ bytes: ArraySlice<UInt8>) throws(HTTPProblem) {
        // What Unicode calls line breaks ends no line of HTTP.
        let lines = try Self.checked(
            bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                .map { $0.last == 0x0D ? $0.dropLast() : $0 }
        )
        let words = lines.first?.split(separator: 0x20) ?? []
        guard words.count >= 2, words[0].starts(with: "HTTP/".utf8), words[1].count == 3,
            let status = Self.number(words[1]), status >= 100
        else { throw Self.noStatus(in: bytes) }
        self.status = status
        var codings: [String] = []
        var values: [UInt8] = []
        var latest = ""
        for line in lines.dropFirst() {
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            if let first = line.first, Self.isBlank(first) {
                // Some read it as part of the header before, some as a separate header.
                let own = Self.lowercased(Self.trimmed(name))
                guard !Self.framing.contains(latest), !Self.framing.contains(own) else {
                    throw Self.blank(in: line)
                }
                continue
            }
            guard name.endIndex < line.endIndex else { continue }
            // Others take it for another header, or for the same.
            guard !name.contains(where: Self.isBlank) else { throw Self.blank(in: line) }
            let value = line[(name.endIndex + 1)...]
            latest = Self.lowercased(name)
            switch latest {
            case "content-length": try add(length: value)
            case "transfer-encoding":
                values += (values.isEmpty ? [] : Array(", ".utf8)) + Self.trimmed(value)
                codings += value.split(separator: UInt8(ascii: ",")).map {
                    Self.lowercased(Self.trimmed($0))
                }
            default: break
            }
        }
        if !codings.isEmpty {
            guard codings == ["chunked"] else {
                throw HTTPProblem(expected: "chunks alone", found: values)
            }
            guard length == nil else { throw HTTPProblem("it has both a length and chunks") }
            isChunked = true
        }
        if status == 204 || status == 304 { (length, isChunked) = (0, false) }
    }

    /// The headers that say where the body ends.
    private static let framing: Set = ["content-length", "transfer-encoding"]

    private static func blank(in line: ArraySlice<UInt8>) -> HTTPProblem {
        HTTPProblem(expected: "no blank in the name of a header", found: line)
    }

    /// The lines of a head without the empty ones that end it. An empty one among the others would end the head for some
    /// readers.
    private static func checked(
        _ lines: [ArraySlice<UInt8>]
    ) throws(HTTPProblem) -> ArraySlice<ArraySlice<UInt8>> {
        let lines = lines.prefix((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)
        for line in lines {
            if line.isEmpty { throw HTTPProblem("an empty line in the midst of its head") }
        }
        return lines
    }

    /// Several lengths may be on one line or on many: they must agree.
    private mutating func add(length value: ArraySlice<UInt8>) throws(HTTPProblem) {
        for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let text = Self.trimmed(part)
            guard let number = Self.number(text) else {
                // The whole value: a part of a secret could not be recognised.
                throw HTTPProblem(expected: "a length", found: Self.trimmed(value))
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

    /// The message for bytes that are not HTTP.
    static func noStatus(in bytes: some Sequence<UInt8>) -> HTTPProblem {
        HTTPProblem(expected: "HTTP and a status", found: bytes)
    }
}
