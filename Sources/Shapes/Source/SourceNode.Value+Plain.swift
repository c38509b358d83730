internal import Quantities

extension SourceNode.Value {
    /// What an unquoted text means under the core schema of YAML 1.2 (section 10.3.2).
    ///
    /// So `yes`, `no`, `on` and `off` are strings, as are dates and `1..2`.
    package init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .boolean(true)
        case "false", "False", "FALSE": self = .boolean(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": self = .number(-.infinity)
        case ".nan", ".NaN", ".NAN": self = .number(.nan)
        default: self = Self.numeral(text) ?? .string
        }
    }

    private static func numeral(_ text: String) -> Self? {
        if text.hasPrefix("0x") || text.hasPrefix("0o") {
            return prefixed(text.dropFirst(2), radix: text.hasPrefix("0x") ? 16 : 8)
        }
        let unsigned = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        guard text.utf8.count - unsigned.count <= 1, isDecimal(unsigned) else { return nil }
        if unsigned.allSatisfy(\.isDigit), let integer = Int(text) { return .integer(integer) }
        return Double(text).map { .number($0) }
    }

    private static func prefixed(_ digits: Substring, radix: Int) -> Self? {
        // `Int(_:radix:)` takes a sign, which has no place after a prefix.
        guard let first = digits.utf8.first, first.isWordByte, first != UInt8(ascii: "-") else {
            return nil
        }
        return Int(digits, radix: radix).map { .integer($0) }
    }

    /// Whether the bytes are `digits[.digits][e[±]digits]` with a digit before the exponent.
    private static func isDecimal(_ bytes: Substring.UTF8View) -> Bool {
        var rest = bytes
        func takeDigits() -> Int {
            let digits = rest.prefix(while: \.isDigit).count
            rest = rest.dropFirst(digits)
            return digits
        }
        var digits = takeDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            digits += takeDigits()
        }
        guard digits > 0 else { return false }
        guard let mark = rest.first else { return true }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            rest = rest.dropFirst()
        }
        return takeDigits() > 0 && rest.isEmpty
    }
}
