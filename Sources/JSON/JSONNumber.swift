/// A number of JSON with every digit that it was written with: what a `Double` would round stays as it is.
///
/// Two are equal where their values are: `1.0` is `1`, and 9007199254740993 isn't 9007199254740992.
package struct JSONNumber: Sendable, Hashable {
    /// Whether it is below zero.
    let isNegative: Bool
    /// The digits that count, with no zero at either end; empty for zero.
    let digits: String
    /// The value is 0.digits · 10^exponent.
    let exponent: Int

    /// The most that an exponent may have: nine digits.
    private static let largestExponent = 999_999_999

    /// Reads a number as JSON writes it; `nil` if the text is not a number, or has an exponent of more than nine
    /// digits.
    package init?(_ text: String) {
        var rest = text.utf8[...]
        let isBelowZero = rest.first == UInt8(ascii: "-")
        if isBelowZero { rest = rest.dropFirst() }
        let whole = rest.prefix(while: Self.isDigit)
        guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else {
            return nil
        }
        rest = rest.dropFirst(whole.count)
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard let power = Self.power(rest) else { return nil }
        self.init(isNegative: isBelowZero, whole: whole, fraction: fraction, power: power)
    }

    private init(
        isNegative: Bool,
        whole: Substring.UTF8View,
        fraction: Substring.UTF8View,
        power: Int
    ) {
        var digits = (Array(whole) + Array(fraction))[...]
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits = digits.dropFirst(leading)
        while digits.last == UInt8(ascii: "0") { digits = digits.dropLast() }
        self.digits = String(decoding: digits, as: UTF8.self)
        self.isNegative = isNegative && !digits.isEmpty
        exponent = digits.isEmpty ? 0 : whole.count - leading + power
    }

    /// What follows the digits: nothing, or `e` and a power of ten.
    private static func power(_ text: Substring.UTF8View) -> Int? {
        guard let first = text.first else { return 0 }
        guard first | 0x20 == UInt8(ascii: "e") else { return nil }
        var rest = text.dropFirst()
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return nil }
        guard let power = Int(Substring(rest)), power <= largestExponent else { return nil }
        return isNegative ? -power : power
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

// Other numbers.
extension JSONNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// A whole number.
    package init(_ value: Int) {
        self.init(
            isNegative: value < 0,
            whole: Substring(String(value.magnitude)).utf8,
            fraction: Substring().utf8,
            power: 0
        )
    }

    /// The shortest decimal that denotes a finite number; zero where it isn't finite.
    package init(_ value: Double) {
        let written = value.isFinite ? JSONNumber(value.description) : nil
        self = written ?? JSONNumber(0)
    }

    package init(integerLiteral value: Int) { self.init(value) }

    package init(floatLiteral value: Double) { self.init(value) }

    /// The nearest number of 64 bits; infinite if it is out of range.
    package var double: Double {
        let magnitude = digits.isEmpty ? 0 : Double("0.\(digits)e\(exponent)") ?? .infinity
        return isNegative ? -magnitude : magnitude
    }

    /// Whether it has no fraction.
    package var isWhole: Bool { exponent >= digits.utf8.count }

    /// The number, where it is whole and fits.
    package var integer: Int? {
        guard isWhole, exponent <= 19 else { return digits.isEmpty ? 0 : nil }
        return Int((isNegative ? "-" : "") + (digits.isEmpty ? "0" : plain))
    }
}

extension JSONNumber: Comparable {
    package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.isNegative
            ? right.isNearerZero(than: left) : left.isNearerZero(than: right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isNearerZero(than other: JSONNumber) -> Bool {
        guard exponent == other.exponent else { return exponent < other.exponent }
        return digits.utf8.lexicographicallyPrecedes(other.digits.utf8)
    }
}

extension JSONNumber: CustomStringConvertible {
    /// Up to this many digits a number is written without a power of ten.
    private static let mostPlainDigits = 40

    /// As Swift writes the number where a `Double` holds it, else with every digit.
    package var description: String {
        guard !digits.isEmpty else { return "0" }
        let sign = isNegative ? "-" : ""
        let isPlain = exponent > -6 && max(exponent, digits.utf8.count) <= Self.mostPlainDigits
        if isWhole, isPlain { return sign + plain }
        let double = double
        if double.isFinite, JSONNumber(double) == self { return double.description }
        if isPlain { return sign + plain }
        let first = digits.prefix(1)
        let rest = digits.dropFirst()
        return
            "\(sign)\(first)\(rest.isEmpty ? "" : ".")\(rest)e\(exponent > 0 ? "+" : "")\(exponent - 1)"
    }

    /// The digits with a point among them, or with zeros before or after.
    private var plain: String {
        let missing = exponent - digits.utf8.count
        if missing >= 0 { return digits + String(repeating: "0", count: missing) }
        if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + digits }
        return "\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
    }
}
