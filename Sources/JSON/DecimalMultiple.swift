/// Multiples among decimals, with all their digits: binary fractions would be off.
package enum DecimalMultiple {
    /// The most digits of a unit: ten times its rest fits into 64 bits.
    package static let mostDigits = 18

    /// Whether a number can be what others are multiples of.
    package static func isUnit(_ number: JSONNumber) -> Bool {
        (1...mostDigits).contains(number.digits.utf8.count)
    }

    /// Whether a number is a whole multiple of a positive unit: 0.3 is of 0.1.
    package static func isMultiple(_ number: JSONNumber, of unit: JSONNumber) -> Bool {
        guard isUnit(unit), let divisor = UInt64(unit.digits) else { return false }
        guard !number.digits.isEmpty else { return true }
        let shift =
            (number.exponent - number.digits.utf8.count)
            - (unit.exponent - unit.digits.utf8.count)
        // Without a zero at the end, the digits are not a multiple of ten of anything.
        guard shift >= 0 else { return false }
        var rest: UInt64 = 0
        for digit in number.digits.utf8 {
            rest = (rest * 10 + UInt64(digit - UInt8(ascii: "0"))) % divisor
        }
        return product(rest, power(10, UInt64(shift), modulo: divisor), modulo: divisor) == 0
    }

    private static func power(_ base: UInt64, _ exponent: UInt64, modulo divisor: UInt64) -> UInt64
    {
        var result = 1 % divisor
        var square = base % divisor
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square, modulo: divisor) }
            square = product(square, square, modulo: divisor)
            rest >>= 1
        }
        return result
    }

    /// Both factors are below the divisor, so that the quotient fits.
    private static func product(_ left: UInt64, _ right: UInt64, modulo divisor: UInt64) -> UInt64 {
        divisor.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
}
