/// Characters of which a reader sees nothing, or takes them for a blank: escape sequences of terminals, controls, marks of
/// no width, blanks of other kinds.
package enum HiddenCharacters {
    /// The text as it looks: without them, and with every blank a space.
    package static func removed(from text: String) -> String {
        var seen = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            let mayBegin = scalar == "\u{1B}" || scalar == "\u{9B}"
            if mayBegin, let sequence = EscapeSequence(in: Substring(rest).utf8) {
                rest = rest[sequence.end...]
                continue
            }
            rest = rest.dropFirst()
            if isBlank(scalar) {
                seen.append(" ")
            } else if !isHidden(scalar) {
                seen.append(scalar)
            }
        }
        return String(seen)
    }

    /// The text with each of them written visibly, such as `#x1B[31m` and `#xA0`.
    package static func revealed(in text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard isHidden(scalar) || (isBlank(scalar) && scalar != " ") else {
                shown.append(scalar)
                continue
            }
            for digit in "#x\(String(scalar.value, radix: 16, uppercase: true))".unicodeScalars {
                shown.append(digit)
            }
        }
        return String(shown)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\t"
        case .format: true
        default: false
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator
    }
}
