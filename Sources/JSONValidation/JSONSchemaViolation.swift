internal import JSON

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
    /// Whether two values are the same to JSON, where texts that merely look alike are not.
    func isIdentical(to other: JSONValue) -> Bool {
        // Most values differ in more than the form of their characters, and that is found sooner.
        self == other && text.utf8.elementsEqual(other.text.utf8)
    }
}
