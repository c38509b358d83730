internal import Shapes
internal import Yams

/// A YAML text in which aliases look like plain scalars, so that Yams doesn't resolve them.
///
/// Yams would put an alias's whole value wherever the alias is, and then hash and release the
/// result recursively: a small file could take hours or overflow the stack. Here each `*` becomes
/// a private-use character of the same width that the text doesn't contain; a plain scalar can
/// only start with it where an alias was. `NodeComposer` resolves aliases, within the limits.
struct MaskedText {
    private(set) var text: String
    private let star: Unicode.Scalar
    private var spares: [Unicode.Scalar]
    private var hiddenKeys: [Unicode.Scalar: String] = [:]

    init(_ original: String, file: String) throws(Problem) {
        // Each repeated key costs another pass, so in a large file fewer of them are reported.
        let passes = min(64, max(2, YAMLLimits.maximumBytes / max(1, original.utf8.count)))
        let free = Self.unusedScalars(in: original, count: passes + 1)
        guard let star = free.first else {
            throw Problem(
                location: SourceLocation(file: file, line: 1, column: 1),
                message: "expected text, found every private-use character of Unicode"
            )
        }
        self.star = star
        spares = Array(free.dropFirst())
        var masked = String.UnicodeScalarView()
        for scalar in original.unicodeScalars { masked.append(scalar == "*" ? star : scalar) }
        text = String(masked)
    }

    /// Private-use characters that occur neither directly nor as an escape such as `\uE000`.
    private static func unusedScalars(in text: String, count: Int) -> [Unicode.Scalar] {
        let present = Set(text.unicodeScalars.lazy.filter { $0.value >= 0xE000 })
        let escapes = text.unicodeScalars.contains("\\") ? text.lowercased() : ""
        var free: [Unicode.Scalar] = []
        for value in UInt32(0xE000)...0xF8FF where free.count < count {
            guard let scalar = Unicode.Scalar(value), !present.contains(scalar) else { continue }
            if escapes.isEmpty || !escapes.contains(String(value, radix: 16)) {
                free.append(scalar)
            }
        }
        return free
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
        let scalars = string.unicodeScalars
        guard scalars.contains(where: { (0xE000...0xF8FF).contains($0.value) }) else {
            return string
        }
        if let key = scalars.lazy.compactMap({ hiddenKeys[$0] }).first { return key }
        var restored = String.UnicodeScalarView()
        for scalar in scalars { restored.append(scalar == star ? "*" : scalar) }
        return String(restored)
    }

    /// Makes the key at a place differ from any other, so that Yams takes its mapping.
    ///
    /// False where that can't be done without changing the syntax, or was done often enough.
    mutating func hideKey(named name: String, at mark: Yams.Mark) -> Bool {
        let scalars = text.unicodeScalars
        guard let spare = spares.last, var index = index(of: mark) else { return false }
        switch scalars[index] {
        case "\"", "'":
            let quote = scalars[index]
            index = scalars.index(after: index)
            guard index < scalars.endIndex, scalars[index] != quote, scalars[index] != "\\" else {
                return false
            }
        case "&", "!", "|", ">", "?", "[", "{": return false
        default: break
        }
        hiddenKeys[spare] = restore(name)
        spares.removeLast()
        let next = scalars.index(after: index)
        text.unicodeScalars.replaceSubrange(index..<next, with: [spare])
        return true
    }

    /// The character at a place; nil at the end of the text.
    func character(at mark: Yams.Mark) -> Unicode.Scalar? {
        index(of: mark).map { text.unicodeScalars[$0] }
    }

    private func index(of mark: Yams.Mark) -> String.UnicodeScalarView.Index? {
        var position = TextPosition()
        for index in text.unicodeScalars.indices {
            if position.line == mark.line, position.column == mark.column { return index }
            position.advance(over: text.unicodeScalars[index])
        }
        return nil
    }
}
