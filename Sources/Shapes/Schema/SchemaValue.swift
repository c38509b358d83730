/// A JSON value whose members keep their order, as a schema is written.
enum SchemaValue {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A finite number.
    case number(Double)
    case string(String)
    case array([SchemaValue])
    case object([(String, SchemaValue)])
}

extension SchemaValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(arrayLiteral elements: SchemaValue...) { self = .array(elements) }
}

extension SchemaValue {
    /// The value as JSON text with two spaces per level and no line break at the end.
    var prettyPrinted: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .boolean(let value): text += "\(value)"
        case .integer(let value): text += "\(value)"
        case .number(let value):
            text += Int(exactly: value).map { "\($0)" } ?? "\(value)"
        case .string(let value): text += Self.literal(value)
        case .array(let items):
            Self.write(items, in: ("[", "]"), to: &text, indent: indent) { item, text, inner in
                item.write(to: &text, indent: inner)
            }
        case .object(let members):
            Self.write(members, in: ("{", "}"), to: &text, indent: indent) { member, text, inner in
                text += Self.literal(member.0) + ": "
                member.1.write(to: &text, indent: inner)
            }
        }
    }

    private static func write<Part>(
        _ parts: [Part],
        in brackets: (String, String),
        to text: inout String,
        indent: String,
        part: (Part, inout String, String) -> Void
    ) {
        text += brackets.0
        let inner = indent + "  "
        for (position, element) in parts.enumerated() {
            text += (position == 0 ? "\n" : ",\n") + inner
            part(element, &text, inner)
        }
        text += (parts.isEmpty ? "" : "\n" + indent) + brackets.1
    }

    private static func literal(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}":
                let code = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
