internal import JSON

/// Reads a JSON value as a schema: every keyword checked, every reference resolved, no cycle left.
struct JSONSchemaReader {
    /// A reference and where it leads.
    private struct Reference {
        let node: Int
        let pointer: String
        let target: String
    }

    private(set) var nodes: [JSONSchemaNode] = []
    private var indexAt: [String: Int] = [:]
    private var references: [Reference] = []

    /// All schemas within a value, itself first.
    mutating func read(_ json: JSONValue) throws(JSONSchemaProblem) -> [JSONSchemaNode] {
        guard json.count(withinDepth: Nesting.deepest) != nil else {
            throw JSONSchemaProblem(
                at: "#",
                expected: "at most \(Nesting.deepest) levels of nesting",
                found: "more"
            )
        }
        _ = try schema(json, at: "#")
        for reference in references {
            guard let index = indexAt[reference.target] else {
                throw JSONSchemaProblem(
                    at: reference.pointer,
                    expected: "a reference to a schema within this one, such as #/$defs/name",
                    found: JSONValue.text(reference.target).brief
                )
            }
            nodes[reference.node].demands.append(.reference(index))
        }
        if let cycle = JSONSchemaCycle.first(in: nodes) {
            throw JSONSchemaProblem(
                at: nodes[cycle].pointer,
                expected: "references that get to a part of the value",
                found: "a cycle that leads back here with the same value"
            )
        }
        return nodes
    }

    /// Reads the schema at a pointer and gives its index.
    mutating func schema(
        _ json: JSONValue,
        at pointer: String
    ) throws(JSONSchemaProblem) -> Int {
        let index = nodes.count
        nodes.append(JSONSchemaNode(pointer: pointer))
        indexAt[pointer] = index
        switch json {
        case .boolean(true): break
        case .boolean(false): nodes[index].demands = [.nothing]
        case .object(let members):
            for name in members.keys.sorted() where !Self.isKnown(name) {
                throw JSONSchemaProblem(
                    at: pointer,
                    expected: "keywords that are supported",
                    found: JSONValue.text(name).brief
                )
            }
            let keywords = JSONSchemaKeywords(pointer: pointer, members: members)
            try checkAnnotations(keywords, isRoot: pointer == "#")
            var demands = try keywords.scalarDemands()
            demands += try listDemands(keywords)
            demands += try objectDemands(keywords)
            demands += try combinedDemands(keywords)
            nodes[index].demands = demands
            try noteReference(keywords, of: index)
        default:
            throw JSONSchemaProblem(
                at: pointer,
                expected: "a schema: an object, true or false",
                found: json.brief
            )
        }
        return index
    }

    private mutating func noteReference(
        _ keywords: JSONSchemaKeywords,
        of index: Int
    ) throws(JSONSchemaProblem) {
        guard let text = try keywords.text("$ref") else { return }
        let target = text.hasPrefix("#") ? JSONPointer.decoded(text) : text
        references.append(
            Reference(node: index, pointer: keywords.pointer(to: "$ref"), target: target)
        )
    }

    /// Annotations demand nothing of a value, but have types of their own.
    private func checkAnnotations(
        _ keywords: JSONSchemaKeywords,
        isRoot: Bool
    ) throws(JSONSchemaProblem) {
        for name in ["title", "description", "format", "$schema", "$id", "$comment"] {
            _ = try keywords.text(name)
        }
        if let examples = keywords.members["examples"], case .list = examples {
        } else if let examples = keywords.members["examples"] {
            throw keywords.problem("examples", "a list", examples)
        }
        // Below the root these would change what the references around them mean.
        for name in ["$id", "$schema"] where !isRoot {
            guard let value = keywords.members[name] else { continue }
            throw keywords.problem(name, "\(name) at the root only", value)
        }
    }

    private static func isKnown(_ keyword: String) -> Bool { keywords.contains(keyword) }

    private static let keywords: Set<String> = [
        "$comment", "$defs", "$id", "$ref", "$schema", "additionalProperties", "allOf", "anyOf",
        "const", "default", "description", "else", "enum", "examples", "exclusiveMaximum",
        "exclusiveMinimum", "format", "if", "items", "maxItems", "maxLength", "maxProperties",
        "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "not",
        "oneOf", "pattern", "patternProperties", "prefixItems", "properties", "required", "then",
        "title", "type", "uniqueItems",
    ]
}
