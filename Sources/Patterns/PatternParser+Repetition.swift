// How often an atom is repeated.
extension PatternParser {
    /// The atom with the quantifier that follows it, if any.
    mutating func quantified(_ atom: PatternNode) throws(PatternProblem) -> PatternNode {
        let start = index
        guard let (least, most, end) = quantifier(at: start) else { return atom }
        if case .assertion = atom {
            throw problem(at: start, "there is nothing before this to repeat but a place")
        }
        guard least <= Self.highestCount, (most ?? 0) <= Self.highestCount else {
            throw problem(at: start, "a repetition counts to more than \(Self.highestCount)")
        }
        guard least <= most ?? .max else {
            throw problem(at: start, "the least of this repetition is more than its most")
        }
        skip(to: end)
        if next == "+" { throw unbounded(at: index, "a possessive quantifier") }
        // Lazy or greedy, the same texts match.
        _ = take("?")
        guard quantifier(at: index) == nil else {
            throw problem(at: index, "a repetition can't be repeated; put it in a group")
        }
        return .repeated(atom, least: least, most: most)
    }

    private func quantifier(at start: Int) -> (least: Int, most: Int?, end: Int)? {
        switch scalar(at: start) {
        case "*": (0, nil, start + 1)
        case "+": (1, nil, start + 1)
        case "?": (0, 1, start + 1)
        case "{": count(from: start)
        default: nil
        }
    }

    /// `{n}`, `{n,}`, `{n,m}` or `{,m}`; anything else in braces matches itself.
    func count(from start: Int) -> (least: Int, most: Int?, end: Int)? {
        var end = start + 1
        let least = number(at: &end)
        guard scalar(at: end) == "," else {
            guard let least, scalar(at: end) == "}" else { return nil }
            return (least, least, end + 1)
        }
        end += 1
        let most = number(at: &end)
        guard scalar(at: end) == "}", least != nil || most != nil else { return nil }
        return (least ?? 0, most, end + 1)
    }

    /// Digits; a number that is too large for anything stays too large.
    private func number(at end: inout Int) -> Int? {
        var number: Int?
        while let scalar = scalar(at: end), ("0"..."9").contains(scalar) {
            number = min((number ?? 0) * 10 + Int(scalar.value - 0x30), Self.highestCount + 1)
            end += 1
        }
        return number
    }
}
