internal import EscapeCodes

/// What may be written as text or as an attribute's value in XML 1.0.
package enum XMLText {
    /// The text without ANSI escape sequences (CSI and OSC) and with every other character that
    /// XML 1.0 forbids written visibly, such as `#x1B` or `#xFFFE`.
    ///
    /// Sanitised text is left as it is.
    package static func sanitised(_ text: String) -> String {
        guard needsSanitising(text) else { return text }
        let scalars = text.unicodeScalars
        var result = String.UnicodeScalarView()
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if let end = endOfEscapeSequence(in: scalars[index...]) {
                index = end
                continue
            }
            if isAllowed(scalar) {
                result.append(scalar)
            } else {
                let code = String(scalar.value, radix: 16, uppercase: true)
                // One scalar at a time: appending a sequence copies the whole view each time.
                for digit in "#x\(code)".unicodeScalars { result.append(digit) }
            }
            scalars.formIndex(after: &index)
        }
        return String(result)
    }

    /// The bytes as UTF-8, sanitised; what is not UTF-8 becomes U+FFFD.
    package static func sanitised(bytes: some Collection<UInt8>) -> String {
        sanitised(String(decoding: bytes, as: UTF8.self))
    }

    /// At most `limit` bytes of the text, cut before a character that would not fit, followed by
    /// a mark such as `[cut: 12 bytes left out]` when anything was cut.
    ///
    /// The mark is not counted. A character is a Unicode scalar here, as in XML.
    package static func cut(_ text: String, toBytes limit: Int) -> String {
        let bytes = text.utf8
        let total = bytes.count
        guard total > max(limit, 0) else { return text }
        var kept = max(limit, 0)
        var end = bytes.index(bytes.startIndex, offsetBy: kept)
        while kept > 0, bytes[end] & 0xC0 == 0x80 {
            bytes.formIndex(before: &end)
            kept -= 1
        }
        return "\(text[..<end])[cut: \(total - kept) bytes left out]"
    }

    /// The production `Char` of XML 1.0, fifth edition.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    /// Whether any byte hints at a forbidden character; most texts pass without being copied.
    private static func needsSanitising(_ text: String) -> Bool {
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            if byte < 0x20, byte != 0x9, byte != 0xA, byte != 0xD { return true }
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            if byte >= 0xBE, previous == (0xEF, 0xBF) { return true }
            previous = (previous.1, byte)
        }
        return false
    }

    /// The end of the complete CSI or OSC sequence (ECMA-48) that the scalars begin with, if any.
    private static func endOfEscapeSequence(
        in scalars: Substring.UnicodeScalarView
    ) -> String.Index? {
        guard scalars.first == "\u{1B}" else { return nil }
        let sequence = EscapeSequence(in: Substring(scalars).utf8)
        return sequence?.kind == .other ? nil : sequence?.end
    }
}
