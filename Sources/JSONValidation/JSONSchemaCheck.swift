internal import JSON
internal import Patterns

/// Holds one value against a schema, within a number of steps and a depth.
struct JSONSchemaCheck {
    let nodes: [JSONSchemaNode]
    /// The steps that are left.
    var steps: Int
    /// The way to the value that is being looked at.
    var path = JSONPath()
    private var depth = 0
    /// Once the check was given up, nothing that follows is a verdict.
    private var givenUp: JSONSchemaViolation?
    private var patternSteps: PatternSteps
    /// Those that all patterns together may take.
    private let mostPatternSteps: Int

    init(nodes: [JSONSchemaNode], steps: Int, patternSteps: PatternSteps) {
        self.patternSteps = patternSteps
        mostPatternSteps = patternSteps.left
        self.nodes = nodes
        self.steps = steps
    }

    /// The first violation, or why the check was given up.
    mutating func verdict(on value: JSONValue) -> JSONSchemaViolation? {
        let violation = violation(of: 0, in: value)
        return givenUp ?? violation
    }

    /// The first violation of one schema in a value.
    mutating func violation(of index: Int, in value: JSONValue) -> JSONSchemaViolation? {
        if let givenUp { return givenUp }
        guard depth < Nesting.deepest, steps > 0 else {
            let limit =
                steps > 0 ? "\(Nesting.deepest) nested schemas" : "so many steps"
            givenUp = violation("a value that can be checked with \(limit)", found: "more")
            return givenUp
        }
        steps -= 1
        depth += 1
        defer { depth -= 1 }
        for demand in nodes[index].demands {
            if let violation = violation(of: demand, in: value) { return violation }
        }
        return nil
    }

    // Each kind has its own function, so that only what recursion needs lies on the stack.
    private mutating func violation(
        of demand: JSONSchemaDemand,
        in value: JSONValue
    ) -> JSONSchemaViolation? {
        switch demand {
        case .items, .members: violation(of: demand, inPartsOf: value)
        case .reference, .all, .any, .one, .not, .condition:
            violation(ofCombined: demand, in: value)
        default: violation(ofSimple: demand, in: value)
        }
    }

    private mutating func violation(
        ofSimple demand: JSONSchemaDemand,
        in value: JSONValue
    ) -> JSONSchemaViolation? {
        switch (demand, value) {
        case (.nothing, _): return violation("nothing here", found: value.brief)
        case (.types(let types), _):
            guard !types.contains(where: { $0.holds(value) }) else { return nil }
            let phrases = types.map(\.phrase).joined(separator: " or ")
            return violation(phrases, found: value.brief)
        case (.values(let values), _):
            guard !values.contains(where: { $0.isIdentical(to: value) }) else { return nil }
            let list = values.prefix(12).map(\.brief) + (values.count > 12 ? ["…"] : [])
            let phrase = (values.count > 1 ? "one of " : "") + list.joined(separator: ", ")
            return violation(phrase, found: value.brief)
        case (_, .number(let number)): return violation(of: demand, inNumber: number)
        case (_, .text(let text)): return violation(of: demand, inText: text)
        case (_, .list(let items)): return violation(of: demand, inItems: items)
        case (_, .object(let members)): return violation(of: demand, inMembers: members)
        default: return nil
        }
    }

    /// A violation at the place that is being looked at.
    func violation(_ expected: String, found: String) -> JSONSchemaViolation {
        JSONSchemaViolation(path: path, expected: expected, found: found)
    }

    /// Whether a pattern matches somewhere in a text; all patterns of a check share one number of steps.
    mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
        if let isFound = pattern.isFound(in: text, steps: &patternSteps) { return isFound }
        let limit = "\(mostPatternSteps) steps of patterns"
        if givenUp == nil {
            givenUp = violation("a value that can be checked with \(limit)", found: "more")
        }
        return false
    }
}
