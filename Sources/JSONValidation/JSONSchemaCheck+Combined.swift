internal import JSON

// Demands made of schemas that are held against the same value.
extension JSONSchemaCheck {
    mutating func violation(
        ofCombined demand: JSONSchemaDemand,
        in value: JSONValue
    ) -> JSONSchemaViolation? {
        switch demand {
        case .reference(let index): return violation(of: index, in: value)
        case .all(let indices):
            for index in indices {
                if let violation = violation(of: index, in: value) { return violation }
            }
            return nil
        case .any(let indices):
            return fits(indices, value, "anyOf", atMost: 1).violation
        case .one(let indices):
            let (fitting, violation) = fits(indices, value, "oneOf", atMost: 2)
            guard fitting.count > 1 else { return violation }
            let numbers = fitting.map { String($0 + 1) }.joined(separator: " and ")
            return self.violation(
                "exactly one of the \(indices.count) schemas of oneOf to fit",
                found: "\(value.brief), which fits number \(numbers)"
            )
        case .not(let index):
            guard violation(of: index, in: value) == nil else { return nil }
            return violation("a value that the schema of not refuses", found: value.brief)
        case .condition(let test, let then, let otherwise):
            let branch = violation(of: test, in: value) == nil ? then : otherwise
            return branch.flatMap { violation(of: $0, in: value) }
        default: return nil
        }
    }

    /// The first schemas that a value fits, so many at most; the violation where it fits none.
    ///
    /// Of the schemas' own violations the one deepest in the value is reported: that schema came nearest.
    private mutating func fits(
        _ indices: [Int],
        _ value: JSONValue,
        _ keyword: String,
        atMost limit: Int
    ) -> (positions: [Int], violation: JSONSchemaViolation?) {
        var positions: [Int] = []
        var nearest: JSONSchemaViolation?
        for (position, index) in indices.enumerated() {
            if let violation = violation(of: index, in: value) {
                let isNearer = violation.path.steps.count > nearest?.path.steps.count ?? -1
                if isNearer { nearest = violation }
            } else {
                positions.append(position)
                if positions.count == limit { break }
            }
        }
        guard positions.isEmpty, let nearest else { return (positions, nil) }
        let schemas = indices.count == 1 ? "the schema" : "one of the \(indices.count) schemas"
        let violation = JSONSchemaViolation(
            path: path,
            expected: "\(schemas) of \(keyword) to fit",
            found: "\(value.brief); nearest: \(nearest)"
        )
        return ([], violation)
    }
}
