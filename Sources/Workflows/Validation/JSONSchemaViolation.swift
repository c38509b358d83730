/// Where a value does not meet its schema, what was expected there, and what was found.
struct JSONSchemaViolation: CustomStringConvertible {
    let path: JSONPath
    let expected: String
    let found: String

    var description: String {
        "at \(path): expected \(expected), found \(found)"
    }
}

/// The way from a value to one within it, as in `$.items[2].name`.
struct JSONPath: CustomStringConvertible {
    enum Step {
        case name(String)
        case index(Int)
    }

    var steps: [Step] = []

    var description: String {
        steps.reduce(into: "$") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name) where Self.isPlain(name): text += ".\(name)"
            case .name(let name): text += "[\(JSONValue.text(name).text)]"
            }
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }
}

extension JSONValue {
    /// The value as messages show it: scalars whole up to 80 characters, lists and objects by their size.
    package var brief: String {
        switch self {
        case .null, .boolean, .number: text
        case .text(let whole):
            whole.unicodeScalars.prefix(81).count <= 80
                ? text : JSONValue.text(BoundedMessage.start(of: whole, 79) + "…").text
        case .list(let items): "a list of \(items.count) \(items.count == 1 ? "item" : "items")"
        case .object(let members):
            "an object with \(members.count) \(members.count == 1 ? "property" : "properties")"
        }
    }

    /// Whether two values are the same to JSON, where texts that merely look alike are not.
    func isIdentical(to other: JSONValue) -> Bool {
        // Most values differ in more than the form of their characters, and that is found sooner.
        self == other && text.utf8.elementsEqual(other.text.utf8)
    }
}
