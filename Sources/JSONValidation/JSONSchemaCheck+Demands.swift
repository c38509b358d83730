internal import JSON

// Demands on values of one type, apart from their parts.
extension JSONSchemaCheck {
    func violation(
        of demand: JSONSchemaDemand,
        inNumber number: JSONNumber
    ) -> JSONSchemaViolation? {
        let (isMet, phrase, limit) =
            switch demand {
            case .atLeast(let limit): (number >= limit, "at least", limit)
            case .atMost(let limit): (number <= limit, "at most", limit)
            case .above(let limit): (number > limit, "more than", limit)
            case .below(let limit): (number < limit, "less than", limit)
            case .multiple(let unit):
                (DecimalMultiple.isMultiple(number, of: unit), "a multiple of", unit)
            default: (true, "", 0 as JSONNumber)
            }
        guard !isMet else { return nil }
        let bound = JSONValue.number(limit).brief
        return violation("\(phrase) \(bound)", found: JSONValue.number(number).brief)
    }

    mutating func violation(
        of demand: JSONSchemaDemand,
        inText text: String
    ) -> JSONSchemaViolation? {
        switch demand {
        case .length(let range):
            let length = text.unicodeScalars.count
            guard !range.contains(length) else { return nil }
            return violation(range.phrase(of: "character"), found: "\(length)")
        case .pattern(let pattern):
            guard !matches(pattern, text) else { return nil }
            return violation("a match of \"\(pattern)\"", found: JSONValue.text(text).brief)
        default: return nil
        }
    }

    func violation(
        of demand: JSONSchemaDemand,
        inItems items: [JSONValue]
    ) -> JSONSchemaViolation? {
        switch demand {
        case .itemCount(let range):
            guard !range.contains(items.count) else { return nil }
            return violation(range.phrase(of: "item"), found: "\(items.count)")
        case .uniqueItems:
            var positions: [[UInt8]: Int] = [:]
            for (position, item) in items.enumerated() {
                let earlier = positions.updateValue(position, forKey: Array(item.text.utf8))
                guard let earlier else { continue }
                return violation(
                    "items that differ",
                    found: "\(item.brief) at [\(earlier)] and at [\(position)]"
                )
            }
            return nil
        default: return nil
        }
    }

    func violation(
        of demand: JSONSchemaDemand,
        inMembers members: [String: JSONValue]
    ) -> JSONSchemaViolation? {
        switch demand {
        case .memberCount(let range):
            guard !range.contains(members.count) else { return nil }
            return violation(range.phrase(of: "property"), found: "\(members.count)")
        case .required(let names):
            guard let missing = names.first(where: { members[$0] == nil }) else { return nil }
            return violation("the property \(JSONValue.text(missing).brief)", found: "none")
        default: return nil
        }
    }
}

extension ClosedRange<Int> {
    /// The range as a number of things: `at least 2 items`, `3 to 5 items`.
    fileprivate func phrase(of thing: String) -> String {
        let many = thing == "property" ? "properties" : "\(thing)s"
        let most = upperBound == 1 ? thing : many
        if lowerBound == upperBound { return "exactly \(upperBound) \(most)" }
        if upperBound == .max { return "at least \(lowerBound) \(lowerBound == 1 ? thing : many)" }
        if lowerBound == 0 { return "at most \(upperBound) \(most)" }
        return "\(lowerBound) to \(upperBound) \(many)"
    }
}
