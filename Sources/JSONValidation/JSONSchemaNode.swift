internal import JSON
internal import Patterns

/// One schema within a schema, with those that it refers to as indices into a common list.
///
/// Indices instead of nesting let schemas refer to themselves.
struct JSONSchemaNode: Sendable, Equatable {
    /// Where it is, as a JSON pointer.
    let pointer: String
    /// What it demands, in the order in which it is checked.
    var demands: [JSONSchemaDemand] = []

    /// Whether it is `false`, which no value satisfies.
    var isFalse: Bool { demands == [.nothing] }

    /// The schemas that are held against the same value as this one.
    var inPlace: [Int] {
        demands.flatMap { demand -> [Int] in
            switch demand {
            case .reference(let index), .not(let index): return [index]
            case .all(let indices), .any(let indices), .one(let indices): return indices
            case .condition(let test, let then, let otherwise):
                return [test] + [then, otherwise].compactMap { $0 }
            default: return []
            }
        }
    }
}

/// One demand that a schema makes on a value.
enum JSONSchemaDemand: Sendable, Equatable {
    /// No value at all satisfies `false`.
    case nothing
    case types([JSONSchemaType])
    /// `enum` and `const`.
    case values([JSONValue])
    case atLeast(JSONNumber)
    case atMost(JSONNumber)
    case above(JSONNumber)
    case below(JSONNumber)
    case multiple(of: JSONNumber)
    /// Characters of a text.
    case length(ClosedRange<Int>)
    case pattern(Pattern)
    case itemCount(ClosedRange<Int>)
    case uniqueItems
    /// `prefixItems`, and `items` for those after them.
    case items(first: [Int], others: Int?)
    case memberCount(ClosedRange<Int>)
    case required([String])
    case members(JSONSchemaMembers)
    case reference(Int)
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(Int, then: Int?, otherwise: Int?)
}

/// Which schemas the members of an object are held against.
struct JSONSchemaMembers: Sendable, Equatable {
    /// The members whose names match a regular expression somewhere.
    struct Matching: Sendable, Equatable {
        let pattern: Pattern
        let index: Int
    }

    /// By name.
    var named: [String: Int] = [:]
    /// By regular expression, sorted.
    var matching: [Matching] = []
    /// All the rest.
    var others: Int?
}

/// A type of JSON value as schemas name it.
enum JSONSchemaType: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    /// Whether a value is of this type; a number without a fraction is an integer, however it was written.
    func holds(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .boolean), (.number, .number), (.string, .text),
            (.array, .list), (.object, .object):
            true
        case (.integer, .number(let number)): number.isWhole
        default: false
        }
    }

    /// The type with its article.
    var phrase: String {
        switch self {
        case .null: "null"
        case .integer, .array, .object: "an \(rawValue)"
        case .boolean, .number, .string: "a \(rawValue)"
        }
    }
}
