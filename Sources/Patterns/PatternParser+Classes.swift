// Classes in brackets.
extension PatternParser {
    /// The class after its opening bracket.
    mutating func bracketed(from start: Int) throws(PatternProblem) -> ScalarSet {
        let isNegated = take("^")
        if next == "]" {
            throw problem(at: start, "this class is empty; a bracket in it is written \\]")
        }
        var members: [ScalarSet.Member] = []
        while !take("]") {
            guard next != nil else { throw problem(at: start, "this class isn't closed") }
            let place = index
            let member = try member(from: start)
            guard next == "-", let after = scalar(at: index + 1), after != "]" else {
                members.append(member)
                continue
            }
            index(after: 1)
            let last = try self.member(from: start)
            guard case .range(let low) = member, case .range(let high) = last else {
                throw problem(at: place, "a range goes from one character to another")
            }
            guard low.lowerBound <= high.upperBound else {
                throw problem(at: place, "this range ends before it begins")
            }
            members.append(.range(low.lowerBound...high.upperBound))
        }
        return ScalarSet(members, isNegated: isNegated, ignoresCase: flags.ignoresCase)
    }

    private mutating func index(after count: Int) { skip(to: index + count) }

    private mutating func member(from start: Int) throws(PatternProblem) -> ScalarSet.Member {
        let place = index
        guard let scalar = advance() else { throw problem(at: start, "this class isn't closed") }
        switch scalar {
        case "[":
            guard next == ":" else {
                throw problem(at: place, "a [ in a class is written \\[")
            }
            return try posix(from: place)
        case "\\": return try classEscape(from: place)
        case "&" where next == "&", "-" where next == "-", "~" where next == "~":
            throw problem(
                at: place,
                "\(scalar)\(scalar) in a class isn't supported; write \\\(scalar)"
            )
        default: return .range(scalar...scalar)
        }
    }

    /// `[:alpha:]` or `[:^alpha:]`, after its first bracket.
    private mutating func posix(from place: Int) throws(PatternProblem) -> ScalarSet.Member {
        index(after: 1)
        let isNegated = take("^")
        let first = index
        while let scalar = next, ("a"..."z").contains(scalar) { index(after: 1) }
        let name = text(first..<index)
        guard take(":"), take("]"), let property = ScalarProperty(posix: name) else {
            throw problem(
                at: place,
                "expected a class such as [:alpha:], [:digit:] or [:space:], found \"[:\(name)\""
            )
        }
        return isNegated ? .complement(property) : .property(property)
    }
}
