internal import JSON
internal import Workflows

/// The keys of an answer, and what looks like one of them.
enum AnswerKeys {
    static let all: Set<String> = ["output", "files", "tokens", "cost", "calls", "error"]

    /// For these, a misspelling is recognised even next to user-defined keys; `cost` is too close to other words.
    private static let unmistakable = ["output", "tokens", "error", "files", "calls"]

    /// The first line that begins an object with a key of an answer, or with a slip of one; `nil` where none does.
    static func firstLine(in text: String) -> (number: Int, start: Int)? {
        let bytes = Array(text.utf8)
        var number = 1
        var lineStart = 0
        while lineStart < bytes.count {
            var start = lineStart
            if bytes[start...].starts(with: byteOrderMark) { start += byteOrderMark.count }
            while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
            if let key = firstKey(in: bytes, at: start), isSign(key) { return (number, start) }
            guard let end = bytes[lineStart...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D })
            else { return nil }
            // A carriage return and a line feed end one line.
            let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
            lineStart = end + (isPair ? 2 : 1)
            number += 1
        }
        return nil
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The most bytes of a key that are looked at.
    private static let longestKey = 80

    /// The first key of the object that begins here, which may be cut anywhere behind the key.
    private static func firstKey(in bytes: [UInt8], at start: Int) -> String? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
        var place = start + 1
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return nil }
        var parser = JSONParser(String(decoding: bytes[place...].prefix(longestKey), as: UTF8.self))
        return try? parser.string()
    }

    private static func isSign(_ key: String) -> Bool {
        all.contains(key) || unmistakable.contains { isOneSlip(key, from: $0) }
    }

    /// The key that a name is a slip of: one letter added, missing or changed, or two neighbours swapped.
    static func meant(by name: String) -> String? {
        unmistakable.first { isOneSlip(name, from: $0) }
    }

    private static func isOneSlip(_ name: String, from key: String) -> Bool {
        var left = Array(name.unicodeScalars)[...]
        var right = Array(key.unicodeScalars)[...]
        while let first = left.first, first == right.first {
            left.removeFirst()
            right.removeFirst()
        }
        while let last = left.last, last == right.last {
            left.removeLast()
            right.removeLast()
        }
        if left.count == 2, right.count == 2 { return left.reversed().elementsEqual(right) }
        return max(left.count, right.count) == 1
    }
}
