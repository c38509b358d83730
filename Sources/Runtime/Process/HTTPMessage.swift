internal import Workflows

/// The bytes of an HTTP/1.1 response as they come in, and what they mean (RFC 9112).
struct HTTPMessage {
    private var bytes: [UInt8] = []
    private var hasEnded = false
    /// Where the body starts, once the head is there.
    private var bodyStart: Int?
    private var head = Head()

    /// What the head says, as far as it matters.
    private struct Head {
        var status = 0
        var contentLength: Int?
        var isChunked = false
    }

    /// The bytes so far.
    var count: Int { bytes.count }

    mutating func append(_ more: [UInt8]) {
        bytes += more
        while bodyStart == nil, let end = endOfHead() {
            let text = String(decoding: bytes[..<end], as: UTF8.self)
            head = Self.head(in: text)
            // 1xx is an announcement: the response follows.
            if (100..<200).contains(head.status) {
                bytes.removeFirst(end)
            } else {
                bodyStart = end
            }
        }
    }

    /// The connection was closed: what is there is all there is.
    mutating func end() {
        hasEnded = true
    }

    /// Whether the whole response is there.
    var isComplete: Bool { body != nil && head.status > 0 }

    /// The response; `nil` before it is complete.
    func response(port: Int) -> PhaseOutput.Response? {
        guard let body, head.status > 0 else { return nil }
        return PhaseOutput.Response(
            status: head.status,
            body: String(decoding: body, as: UTF8.self),
            port: port
        )
    }

    private func endOfHead() -> Int? {
        let mark: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard bytes.count >= mark.count else { return nil }
        for index in 0...(bytes.count - mark.count)
        where bytes[index..<index + mark.count].elementsEqual(mark) {
            return index + mark.count
        }
        return nil
    }

    private static func head(in text: String) -> Head {
        var head = Head()
        let lines = text.split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        if words.count >= 2, words[0].hasPrefix("HTTP/") { head.status = Int(words[1]) ?? 0 }
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].filter { !$0.isWhitespace }
            if name == "content-length" {
                head.contentLength = Int(value).flatMap { $0 >= 0 ? $0 : nil }
            }
            if name == "transfer-encoding" {
                head.isChunked = value.lowercased().hasSuffix("chunked")
            }
        }
        return head
    }

    /// The whole body; `nil` while some of it is missing.
    private var body: [UInt8]? {
        guard let bodyStart else { return nil }
        let rest = bytes[bodyStart...]
        if head.status == 204 || head.status == 304 { return [] }
        if head.isChunked { return Self.joinedChunks(rest) }
        if let length = head.contentLength {
            return rest.count >= length ? Array(rest.prefix(length)) : nil
        }
        return hasEnded ? Array(rest) : nil
    }

    private static func joinedChunks(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            let digits = line.prefix { $0.isHexDigit }
            guard let size = Int(digits, radix: 16) else { return nil }
            rest = rest[(end + 1)...]
            if size == 0 { return body }
            guard rest.count >= 2, size <= rest.count - 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return nil
    }
}
