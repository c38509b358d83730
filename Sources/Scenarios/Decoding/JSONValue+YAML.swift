internal import Workflows

extension JSONValue {
    /// The JSON that a YAML tree stands for.
    init(_ node: YAMLNode) {
        switch node.content {
        case .sequence(let items): self = .list(items.map(JSONValue.init))
        case .mapping(let entries):
            let members = entries.map { ($0.key, JSONValue($0.value)) }
            self = .object(Dictionary(members) { first, _ in first })
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .null
            case .boolean(let value): self = .boolean(value)
            case .integer(let value): self = .number(Double(value))
            case .number(let value): self = .number(value)
            case .string: self = .text(scalar.text)
            }
        }
    }
}
