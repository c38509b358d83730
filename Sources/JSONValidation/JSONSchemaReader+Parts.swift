internal import JSON

// Keywords whose values are schemas.
extension JSONSchemaReader {
    /// The demands of a schema on the items of a list.
    mutating func listDemands(
        _ keywords: JSONSchemaKeywords
    ) throws(JSONSchemaProblem) -> [JSONSchemaDemand] {
        let first = try schemas(keywords, "prefixItems") ?? []
        let others = try schema(keywords, "items")
        return first.isEmpty && others == nil ? [] : [.items(first: first, others: others)]
    }

    /// The demands of a schema on the members of an object; reads `$defs` as well.
    mutating func objectDemands(
        _ keywords: JSONSchemaKeywords
    ) throws(JSONSchemaProblem) -> [JSONSchemaDemand] {
        _ = try namedSchemas(keywords, "$defs")
        var members = JSONSchemaMembers()
        for (name, index) in try namedSchemas(keywords, "properties") {
            members.named[name] = index
        }
        for (pattern, index) in try namedSchemas(keywords, "patternProperties") {
            let pattern = try keywords.pattern(pattern, in: "patternProperties")
            members.matching.append(.init(pattern: pattern, index: index))
        }
        members.others = try schema(keywords, "additionalProperties")
        return members == JSONSchemaMembers() ? [] : [.members(members)]
    }

    /// The demands of the schemas that are held against the same value.
    mutating func combinedDemands(
        _ keywords: JSONSchemaKeywords
    ) throws(JSONSchemaProblem) -> [JSONSchemaDemand] {
        var demands: [JSONSchemaDemand] = []
        if let all = try schemas(keywords, "allOf") { demands.append(.all(all)) }
        if let any = try schemas(keywords, "anyOf") { demands.append(.any(any)) }
        if let one = try schemas(keywords, "oneOf") { demands.append(.one(one)) }
        if let not = try schema(keywords, "not") { demands.append(.not(not)) }
        // The standard ignores branches without a condition, and so do we once they are read.
        let then = try schema(keywords, "then")
        let otherwise = try schema(keywords, "else")
        if let test = try schema(keywords, "if") {
            demands.append(.condition(test, then: then, otherwise: otherwise))
        }
        return demands
    }

    private mutating func schema(
        _ keywords: JSONSchemaKeywords,
        _ name: String
    ) throws(JSONSchemaProblem) -> Int? {
        guard let value = keywords.members[name] else { return nil }
        return try schema(value, at: keywords.pointer(to: name))
    }

    private mutating func schemas(
        _ keywords: JSONSchemaKeywords,
        _ name: String
    ) throws(JSONSchemaProblem) -> [Int]? {
        guard let value = keywords.members[name] else { return nil }
        guard case .list(let items) = value, !items.isEmpty else {
            throw keywords.problem(name, "a list of one schema or more", value)
        }
        var indices: [Int] = []
        for (position, item) in items.enumerated() {
            indices.append(try schema(item, at: "\(keywords.pointer(to: name))/\(position)"))
        }
        return indices
    }

    private mutating func namedSchemas(
        _ keywords: JSONSchemaKeywords,
        _ name: String
    ) throws(JSONSchemaProblem) -> [(String, Int)] {
        guard let value = keywords.members[name] else { return [] }
        guard case .object(let members) = value else {
            throw keywords.problem(name, "an object of schemas", value)
        }
        var indices: [(String, Int)] = []
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            let place = "\(keywords.pointer(to: name))/\(JSONPointer.escaped(key))"
            indices.append((key, try schema(member, at: place)))
        }
        return indices
    }
}
