internal import Shapes

/// A YAML text in which aliases look like plain scalars.
///
/// libyaml stops at `*.swift`, which is no alias, and takes `*a b` for an alias with something
/// after it. Here each `*` becomes a private-use character that the text doesn't contain; a plain
/// scalar can only start with it where an alias was meant. So all of them are reported together,
/// as what they are.
struct AliasMask {
    /// The text as libyaml reads it, in UTF-8.
    let masked: [UInt8]
    private let star: Unicode.Scalar

    init(_ text: String, file: String) throws(Problem) {
        guard let star = Self.unusedScalar(in: text) else {
            throw Problem(
                location: SourceLocation(file: file, line: 1, column: 1),
                message: "expected text, found every private-use character of Unicode"
            )
        }
        self.star = star
        let replacement = Array(String(star).utf8)
        var masked: [UInt8] = []
        masked.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "*") { masked += replacement } else { masked.append(byte) }
        }
        self.masked = masked
    }

    /// A private-use character that occurs neither directly nor as an escape such as `\uE000`.
    private static func unusedScalar(in text: String) -> Unicode.Scalar? {
        let present = Set(text.unicodeScalars.lazy.filter { $0.value >= 0xE000 })
        let escapes = text.utf8.contains(UInt8(ascii: "\\")) ? text.lowercased() : ""
        return (0xE000...0xF8FF).lazy.compactMap(Unicode.Scalar.init).first { scalar in
            !present.contains(scalar)
                && (escapes.isEmpty || !escapes.contains(String(scalar.value, radix: 16)))
        }
    }

    /// The name of the alias that was where this plain scalar is; `nil` if none was.
    ///
    /// The name isn't checked: for `*.swift` it is `.swift`.
    func aliasName(plain string: String) -> String? {
        guard string.unicodeScalars.first == star else { return nil }
        return restore(String(string.unicodeScalars.dropFirst()))
    }

    /// The text that was in the file before anything in it was masked.
    func restore(_ string: String) -> String {
        guard string.unicodeScalars.contains(star) else { return string }
        var restored = String.UnicodeScalarView()
        for scalar in string.unicodeScalars { restored.append(scalar == star ? "*" : scalar) }
        return String(restored)
    }

    /// The character of the file at an offset in characters; nil at its end.
    func character(at offset: Int) -> Unicode.Scalar? {
        let scalars = String(decoding: masked, as: UTF8.self).unicodeScalars
        return scalars.dropFirst(offset).first.map { $0 == star ? "*" : $0 }
    }
}
