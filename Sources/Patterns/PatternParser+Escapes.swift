// What follows a backslash.
extension PatternParser {
    /// An escape outside a class, after its backslash.
    mutating func escape(from start: Int) throws(PatternProblem) -> PatternNode {
        switch next {
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "Z": return assertion(.lastLineEnd)
        case "R":
            _ = advance()
            let pair = PatternNode.sequence([
                .scalar(ScalarSet([.range("\r"..."\r")])),
                .scalar(ScalarSet([.range("\n"..."\n")])),
            ])
            return .choice([pair, .scalar(ScalarSet(.newline))])
        case let digit? where ("1"..."9").contains(digit) || digit == "k" || digit == "g":
            throw unbounded(at: start, "a reference to a group")
        case "X", "K", "G", "C", "Q":
            throw problem(at: start, "\(text(start..<index + 1)) isn't supported")
        default: break
        }
        switch try classEscape(from: start) {
        case .range(let range): return literal(range.lowerBound)
        case let member: return .scalar(ScalarSet([member]))
        }
    }

    private mutating func assertion(_ assertion: PatternAssertion) -> PatternNode {
        _ = advance()
        return .assertion(assertion)
    }

    /// An escape that names characters, after its backslash.
    mutating func classEscape(from start: Int) throws(PatternProblem) -> ScalarSet.Member {
        guard let scalar = advance() else {
            throw problem(at: start, "there is nothing after this backslash")
        }
        switch scalar {
        case "d": return .property(.digit)
        case "D": return .complement(.digit)
        case "w": return .property(.word)
        case "W": return .complement(.word)
        case "s": return .property(.space)
        case "S": return .complement(.space)
        case "h": return .property(.horizontalSpace)
        case "H": return .complement(.horizontalSpace)
        case "v": return .property(.newline)
        case "V", "N": return .complement(.newline)
        case "p", "P": return try category(isNegated: scalar == "P", from: start)
        case "x", "u", "U": return try code(scalar, from: start)
        default: break
        }
        guard let meant = Self.controls[scalar] ?? punctuation(scalar) else {
            throw problem(
                at: start,
                "\\\(scalar) isn't known; to match a \\ itself write \\\\"
            )
        }
        return .range(meant...meant)
    }

    private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
        "t": "\t", "n": "\n", "r": "\r", "f": "\u{0C}", "a": "\u{07}", "e": "\u{1B}",
        "0": "\0", "b": "\u{08}",
    ]

    private func punctuation(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let isWord = ScalarSet.isWord(scalar) && scalar != "_"
        return isWord ? nil : scalar
    }

    /// `{Lu}` after `\p`.
    private mutating func category(
        isNegated: Bool,
        from start: Int
    ) throws(PatternProblem) -> ScalarSet.Member {
        var name = ""
        if take("{") {
            let first = index
            while let scalar = next, scalar != "}", index - first < 40 { _ = advance() }
            name = text(first..<index)
        }
        guard take("}"), let property = ScalarProperty(unicode: name) else {
            throw problem(
                at: start,
                "expected a general category of Unicode such as \\p{Lu} or \\p{L}"
            )
        }
        return isNegated ? .complement(property) : .property(property)
    }

    /// `\xHH`, `\uHHHH`, `\UHHHHHHHH`, or the digits in braces.
    private mutating func code(
        _ kind: Unicode.Scalar,
        from start: Int
    ) throws(PatternProblem) -> ScalarSet.Member {
        let isBraced = take("{")
        let first = index
        let most = isBraced ? 8 : kind == "x" ? 2 : kind == "u" ? 4 : 8
        while let scalar = next, scalar.properties.isASCIIHexDigit, index - first < most {
            _ = advance()
        }
        let digits = text(first..<index)
        let isWhole = isBraced ? take("}") : digits.utf8.count == most
        guard isWhole, let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) else {
            throw problem(
                at: start,
                "expected the number of a character, such as \\x41, \\u0041 or \\u{41}"
            )
        }
        return .range(scalar...scalar)
    }
}
