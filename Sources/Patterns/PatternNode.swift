internal import Quantities

/// A pattern as a tree. Whether a repetition is greedy isn't kept: a match is there or it isn't.
indirect enum PatternNode: Sendable {
    /// One character of a set.
    case scalar(ScalarSet)
    /// A place in the text, of no length.
    case assertion(PatternAssertion)
    /// One after the other; none of them is the empty text.
    case sequence([PatternNode])
    /// One of them.
    case choice([PatternNode])
    /// So many times; without an upper bound where that is `nil`.
    case repeated(PatternNode, least: Int, most: Int?)

    /// How many instructions it takes; `Int.max` where that number isn't to be had.
    var size: Int {
        switch self {
        case .scalar, .assertion: 1
        case .sequence(let parts): parts.reduce(0) { $0.addingClamped($1.size) }
        case .choice(let branches):
            branches.reduce(0) { $0.addingClamped($1.size.addingClamped(2)) }
        case .repeated(let body, let least, nil):
            Self.product(body.size.addingClamped(2), max(least, 1)).addingClamped(2)
        case .repeated(let body, _, let most?): Self.product(body.size.addingClamped(1), most)
        }
    }

    /// Whether it matches at the start of the text only.
    var isAnchored: Bool {
        switch self {
        case .assertion(.textStart): true
        case .sequence(let parts): parts.first?.isAnchored ?? false
        case .choice(let branches): branches.allSatisfy(\.isAnchored)
        case .repeated(let body, let least, _): least > 0 && body.isAnchored
        case .scalar, .assertion: false
        }
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (product, isTooLarge) = left.multipliedReportingOverflow(by: right)
        return isTooLarge ? .max : product
    }
}

/// What holds between two characters of a text.
enum PatternAssertion: Sendable {
    case textStart, textEnd
    /// The end, or before a line break that ends the text.
    case lastLineEnd
    case lineStart, lineEnd
    case wordBoundary, noWordBoundary

    /// Whether it holds between two characters; `isNearEnd` says that the text ends after the second.
    func holds(
        after previous: Unicode.Scalar?,
        before next: Unicode.Scalar?,
        isNearEnd: Bool
    ) -> Bool {
        switch self {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lastLineEnd: next.map { isNearEnd && ScalarSet.isNewline($0) } ?? true
        case .lineStart: previous.map { Self.endsLine($0, next) } ?? true
        case .lineEnd:
            next.map { ScalarSet.isNewline($0) && !(previous == "\r" && $0 == "\n") } ?? true
        case .wordBoundary: isWord(previous) != isWord(next)
        case .noWordBoundary: isWord(previous) == isWord(next)
        }
    }

    /// A carriage return and a line feed are one line break.
    private static func endsLine(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
        ScalarSet.isNewline(scalar) && !(scalar == "\r" && next == "\n")
    }

    private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map(ScalarSet.isWord) ?? false
    }
}
