package import JSON
package import Shapes

extension JSONValue {
    /// The JSON that a YAML tree represents.
    package init(_ node: SourceNode) {
        switch node.content {
        case .sequence(let items): self = .list(items.map(JSONValue.init))
        case .mapping(let entries):
            let members = entries.map { ($0.key, JSONValue($0.value)) }
            self = .object(Dictionary(members) { first, _ in first })
        case .scalar(let scalar):
            switch scalar.value {
            case .null: self = .null
            case .boolean(let value): self = .boolean(value)
            case .integer(let value): self = .number(JSONNumber(value))
            case .number(let value):
                // As it is written: no type has room for every number.
                let written =
                    scalar.text.hasPrefix("+") ? scalar.text.dropFirst() : scalar.text[...]
                if let number = JSONNumber(String(written)) {
                    self = .number(number)
                } else {
                    self = value.isFinite ? .number(JSONNumber(value)) : .text(scalar.text)
                }
            case .string: self = .text(scalar.text)
            }
        }
    }
}
