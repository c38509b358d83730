/// Reads a pattern, refusing what can't be matched in linear time and what would mean something else elsewhere.
struct PatternParser {
    /// What `(?ims)` turns on.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesNewline = false
    }

    /// How deep groups may nest.
    private static let deepest = 100
    /// The most that a repetition may count to.
    static let highestCount = 1000

    private let scalars: [Unicode.Scalar]
    /// Where the parser is; the first scalar is number 0.
    private(set) var index = 0
    var flags = Flags()
    private var depth = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    /// The whole pattern.
    mutating func parse() throws(PatternProblem) -> PatternNode {
        let node = try choice()
        guard next == nil else { throw problem(at: index, "this ) closes no group") }
        return node
    }

    private mutating func choice() throws(PatternProblem) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternProblem) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let atom = try atom() else { continue }
            parts.append(try quantified(atom))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// One part of a sequence; `nil` where flags changed and there is none.
    private mutating func atom() throws(PatternProblem) -> PatternNode? {
        let start = index
        guard let scalar = advance() else { return nil }
        switch scalar {
        case "(": return try group(from: start)
        case "[": return .scalar(try bracketed(from: start))
        case "\\": return try escape(from: start)
        case ".":
            return .scalar(
                flags.dotMatchesNewline
                    ? ScalarSet([], isNegated: true) : ScalarSet(.newline, isNegated: true)
            )
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        case "*", "+", "?":
            throw problem(at: start, "there is nothing before this \(scalar) to repeat")
        case "{" where count(from: start) != nil:
            throw problem(at: start, "there is nothing before this count to repeat")
        default: return literal(scalar)
        }
    }

    /// A character that matches itself.
    func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        .scalar(ScalarSet([.range(scalar...scalar)], ignoresCase: flags.ignoresCase))
    }

    private mutating func group(from start: Int) throws(PatternProblem) -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw problem(at: start, "groups nest deeper than \(Self.deepest)")
        }
        let outer = flags
        if take("?"), try !opening(from: start) { return nil }
        let node = try choice()
        guard take(")") else { throw problem(at: start, "this group isn't closed") }
        flags = outer
        // What is in a group may be repeated, be it of no length.
        if case .assertion = node { return .sequence([node]) }
        return node
    }

    /// What follows `(?`; says whether it opens a group.
    private mutating func opening(from start: Int) throws(PatternProblem) -> Bool {
        switch next {
        case ":":
            index += 1
            return true
        case "=", "!": throw unbounded(at: start, "look-ahead")
        case ">": throw unbounded(at: start, "an atomic group")
        case "P", "<":
            _ = take("P")
            guard take("<") else {
                throw problem(at: start, "a group such as (?P...) isn't supported")
            }
            if next == "=" || next == "!" { throw unbounded(at: start, "look-behind") }
            while let scalar = next, ScalarSet.isWord(scalar) { index += 1 }
            guard take(">") else {
                throw problem(at: start, "the name of this group isn't closed by >")
            }
            return true
        default: return try flagList(from: start)
        }
    }

    private mutating func flagList(from start: Int) throws(PatternProblem) -> Bool {
        var isOn = true
        while let scalar = advance() {
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotMatchesNewline = isOn
            case "-" where isOn: isOn = false
            case ":": return true
            case ")": return false
            default:
                throw problem(
                    at: start,
                    "expected the flags i, m or s, as in (?i), or (?:...), found \"(?\(scalar)\""
                )
            }
        }
        throw problem(at: start, "this group isn't closed")
    }
}

// What the parser's parts share.
extension PatternParser {
    var next: Unicode.Scalar? { scalar(at: index) }

    func scalar(at index: Int) -> Unicode.Scalar? {
        scalars.indices.contains(index) ? scalars[index] : nil
    }

    mutating func advance() -> Unicode.Scalar? {
        defer { index += 1 }
        return next
    }

    mutating func skip(to index: Int) { self.index = index }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        index += 1
        return true
    }

    /// The text between two places.
    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[range.clamped(to: scalars.indices)])
        return String(text)
    }

    func problem(at index: Int, _ message: String) -> PatternProblem {
        PatternProblem(at: index + 1, message)
    }

    func unbounded(at index: Int, _ what: String) -> PatternProblem {
        problem(at: index, "\(what) isn't supported: patterns are matched in linear time")
    }
}
