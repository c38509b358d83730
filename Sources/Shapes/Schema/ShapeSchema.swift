/// Writes a shape as a JSON Schema, draft 2020-12, for editors.
///
/// The schema admits every document that the checker accepts. It can admit more, since it knows
/// neither the order of a range's ends nor limits that depend on units.
package enum ShapeSchema {
    /// The schema's text, pretty printed; the same shape always gives the same text.
    ///
    /// - Parameter completingKey: A key that names another document, which may hold what is required here.
    package static func render(
        _ shape: Shape,
        completingKey: String? = nil,
        title: String,
        id: String
    ) -> String {
        var builder = ShapeSchemaBuilder()
        let body = builder.schema(for: shape, completingKey: completingKey)
        var members: [(String, SchemaValue)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            ("$id", .string(id)),
            ("title", .string(title)),
        ]
        members += body
        let definitions = builder.definitions.sorted { $0.key < $1.key }
        if !definitions.isEmpty {
            members.append(("$defs", .object(definitions.map { ($0.key, .object($0.value)) })))
        }
        return SchemaValue.object(members).prettyPrinted + "\n"
    }
}

/// Builds the members of schemas and collects the named ones.
struct ShapeSchemaBuilder {
    typealias Members = [(String, SchemaValue)]

    private(set) var definitions: [String: Members] = [:]

    mutating func schema(for shape: Shape, completingKey: String?) -> Members {
        guard let completingKey else { return schema(for: shape) }
        let condition = SchemaValue.object([("required", [.string(completingKey)])])
        return [
            ("if", condition), ("then", object(for: shape.partial)), ("else", object(for: shape)),
        ]
    }

    mutating func schema(for shape: Shape) -> Members {
        switch shape {
        case .any: []
        case .list(let item, let minimum): list(item, minimum)
        case .singleOrList(let item):
            [("anyOf", .array([object(for: item), .object(list(item, 1))]))]
        case .map(let value, let keyName):
            [
                ("type", "object"),
                ("description", .string("One entry per \(keyName).")),
                ("additionalProperties", object(for: value)),
            ]
        case .object(let fields, let groups): object(fields, groups)
        case .anyOf(let description, let variants):
            [
                ("description", .string(description)),
                ("anyOf", .array(variants.map { object(for: $0) })),
            ]
        case .tagged(let fields): tagged(fields)
        case .named(let name, let inner): reference(name, inner)
        default: scalar(shape)
        }
    }

    private mutating func object(for shape: Shape) -> SchemaValue { .object(schema(for: shape)) }

    private mutating func list(_ item: Shape, _ minimum: Int) -> Members {
        let count: Members = minimum > 0 ? [("minItems", .integer(minimum))] : []
        return [("type", "array"), ("items", object(for: item))] + count
    }

    private mutating func reference(_ name: String, _ inner: @Sendable () -> Shape) -> Members {
        if definitions[name] == nil {
            // Set before descending, so that a shape inside itself ends here.
            definitions[name] = []
            definitions[name] = schema(for: inner())
        }
        return [("$ref", .string("#/$defs/\(name)"))]
    }

    private mutating func object(_ fields: [Field], _ groups: [KeyGroup]) -> Members {
        var members: Members = [
            ("type", "object"),
            ("properties", .object(fields.map { ($0.key, property($0)) })),
        ]
        let required = fields.filter(\.isRequired).map { SchemaValue.string($0.key) }
        if !required.isEmpty { members.append(("required", .array(required))) }
        members.append(("additionalProperties", false))
        if !groups.isEmpty { members.append(("allOf", .array(groups.map(Self.exclusion)))) }
        return members
    }

    /// Exactly one of the keys, or any but two of them.
    private static func exclusion(_ group: KeyGroup) -> SchemaValue {
        func requires(_ keys: [String]) -> SchemaValue {
            .object([("required", .array(keys.map(SchemaValue.string)))])
        }
        let single = group.keys.map { requires([$0]) }
        if group.isRequired { return .object([("oneOf", .array(single))]) }
        let none = SchemaValue.object([("not", .object([("anyOf", .array(single))]))])
        return .object([("oneOf", .array(single + [none]))])
    }

    private mutating func tagged(_ fields: [Field]) -> Members {
        let mapping: Members = [
            ("type", "object"),
            ("properties", .object(fields.map { ($0.key, property($0)) })),
            ("additionalProperties", false),
            ("minProperties", 1),
            ("maxProperties", 1),
        ]
        let bare = fields.filter(\.canStandBare)
        guard !bare.isEmpty else { return mapping }
        let words = scalar(.choice(bare.map { Choice($0.key, doc: $0.doc) }))
        return [("anyOf", .array([.object(words), .object(mapping)]))]
    }

    private mutating func property(_ field: Field) -> SchemaValue {
        var members = schema(for: field.shape).filter { field.doc.isEmpty || $0.0 != "description" }
        if !field.doc.isEmpty { members.insert(("description", .string(field.doc)), at: 0) }
        if let text = field.defaultText {
            members.append(("default", Self.defaultValue(text, for: field.shape)))
        }
        return .object(members)
    }

    private static func defaultValue(_ text: String, for shape: Shape) -> SchemaValue {
        if case .text = shape { return .string(text) }
        switch SourceNode.Value(plain: text) {
        case .null: return .null
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .number(let value) where value.isFinite: return .number(value)
        case .number, .string: return .string(text)
        }
    }
}
