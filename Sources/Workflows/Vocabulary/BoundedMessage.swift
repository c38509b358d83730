/// Texts that agents cause and that are kept, shown or handed on: none is longer than a person reads.
package enum BoundedMessage {
    /// The most bytes of a message.
    package static let limit = 8 << 10

    /// The text, or its beginning and its end with a mark such as `[cut: 12 bytes left out]` between them, so that it is
    /// no longer than the limit.
    ///
    /// What was cut once stays as it is. A character is never cut in two, as far as Unicode scalars go.
    package static func bounded(_ text: String, to limit: Int = limit) -> String {
        guard text.utf8.count > limit else { return text }
        var text = text
        return text.withUTF8 { bytes in
            let room = max(limit - longestMark, 0)
            var head = min(room * 3 / 4, bytes.count)
            while head > 0, isContinuation(bytes[head]) { head -= 1 }
            var tail = bytes.count - (room - head)
            while tail < bytes.count, isContinuation(bytes[tail]) { tail += 1 }
            return String(decoding: bytes[..<head], as: UTF8.self)
                + "\n[cut: \(tail - head) bytes left out]\n"
                + String(decoding: bytes[tail...], as: UTF8.self)
        }
    }

    /// The first characters of a text, to show what it is; Unicode scalars, because one letter may have a million marks.
    package static func start(of text: String, _ count: Int) -> String {
        String(text.unicodeScalars.prefix(count))
    }

    private static let longestMark = 64

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
