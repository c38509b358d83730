/// A decimal number at the start of a text, kept as digits.
package struct DecimalDigits {
    /// The digits before the point, without leading zeros but never empty.
    package let whole: String
    /// The digits after the point, without trailing zeros.
    package let fraction: String
    /// How many bytes of the text the number takes.
    package let length: Int

    /// Nil unless the text starts with a digit, and a digit follows any point.
    package init?(leading text: String) {
        let wholeDigits = text.utf8.prefix(while: Self.isDigit)
        guard !wholeDigits.isEmpty else { return nil }
        let rest = text.utf8.dropFirst(wholeDigits.count)
        var fractionDigits = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fractionDigits = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fractionDigits.isEmpty else { return nil }
        }
        let significant = wholeDigits.drop { $0 == UInt8(ascii: "0") }
        whole = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
        var kept = Array(fractionDigits)
        while kept.last == UInt8(ascii: "0") { kept.removeLast() }
        fraction = String(decoding: kept, as: UTF8.self)
        length = wholeDigits.count + (fractionDigits.isEmpty ? 0 : fractionDigits.count + 1)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
