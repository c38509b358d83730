/// Multiples among the decimals that numbers are written as, where binary fractions would be off.
enum DecimalMultiple {
    /// Whether a number is a whole multiple of a positive one: 0.3 is of 0.1.
    static func isMultiple(_ number: Double, of unit: Double) -> Bool {
        guard let number = Decimal(number), let unit = Decimal(unit), unit.digits > 0 else {
            return false
        }
        guard number.digits > 0 else { return true }
        let shift = number.exponent - unit.exponent
        // Without a zero at the end, the digits are no multiple of ten of anything.
        guard shift >= 0 else { return false }
        var rest = number.digits % unit.digits
        // The digits stay below 10^18, so that ten times them fit.
        for _ in 0..<shift where rest > 0 { rest = rest * 10 % unit.digits }
        return rest == 0
    }

    /// A magnitude as digits · 10^exponent, where the digits do not end in zero.
    private struct Decimal {
        var digits: UInt64 = 0
        var exponent = 0

        /// The shortest decimal that denotes a finite number: at most 17 digits.
        init?(_ value: Double) {
            guard value.isFinite else { return nil }
            let parts = value.magnitude.description.split(separator: "e")
            guard let mantissa = parts.first else { return nil }
            if parts.count == 2 {
                guard let power = Int(parts[1]) else { return nil }
                exponent = power
            }
            var isFraction = false
            for character in mantissa {
                guard let digit = character.wholeNumberValue else {
                    isFraction = true
                    continue
                }
                digits = digits * 10 + UInt64(digit)
                if isFraction { exponent -= 1 }
            }
            while digits > 0, digits.isMultiple(of: 10) {
                digits /= 10
                exponent += 1
            }
        }
    }
}
