/// Keeps what is printed from being obeyed by GitHub's runner, which reads workflow commands off both output streams.
///
/// It obeys a line that begins with `::`, blanks before it aside, and `##[` anywhere in a line. A line ends at
/// a carriage return, too.
package enum WorkflowCommands {
    /// A text for people: `| ` is put before a line that would be a command, and the bracket of `##[` is written
    /// `#x5B`.
    package static func disarmed(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ":")) || text.utf8.contains(UInt8(ascii: "#")) else {
            return text
        }
        return disarmed(text, colon: "| :", bracket: "#x5B")
    }

    /// A document of XML: what would be obeyed is written as a reference, which readers resolve.
    package static func disarmed(xml bytes: [UInt8]) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(disarmed(text, colon: "&#58;", bracket: "&#91;").utf8)
    }

    /// A document of JSON on one line: `##[`, which only a string can hold, is written with an escape.
    package static func disarmed(json bytes: [UInt8]) -> [UInt8] {
        let hash = UInt8(ascii: "#")
        guard bytes.contains(hash) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            if byte == UInt8(ascii: "["), result.suffix(2).elementsEqual([hash, hash]) {
                result += Array("\\u005b".utf8)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// - Parameters:
    ///   - colon: What the first of two colons at the beginning of a line is written as.
    ///   - bracket: What the bracket after two number signs is written as.
    private static func disarmed(_ text: String, colon: String, bracket: String) -> String {
        var result = String.UnicodeScalarView()
        var hashes = 0
        var isAtStart = true
        let scalars = text.unicodeScalars
        for index in scalars.indices {
            let scalar = scalars[index]
            var written = String.UnicodeScalarView([scalar])
            if scalar == ":", isAtStart, followsColon(scalars, index) {
                written = colon.unicodeScalars
            } else if scalar == "[", hashes > 1 {
                written = bracket.unicodeScalars
            }
            // One at a time: appending a sequence copies the whole view each time.
            for each in written { result.append(each) }
            hashes = scalar == "#" ? hashes + 1 : 0
            if scalar == "\n" || scalar == "\r" {
                isAtStart = true
            } else if !scalar.properties.isWhitespace {
                isAtStart = false
            }
        }
        return String(result)
    }

    private static func followsColon(
        _ scalars: String.UnicodeScalarView,
        _ index: String.Index
    ) -> Bool {
        let next = scalars.index(after: index)
        return next < scalars.endIndex && scalars[next] == ":"
    }
}
