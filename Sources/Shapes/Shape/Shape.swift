/// What a place in a file may hold.
///
/// One description serves three ends: checking, suggestions for misspelt names, and the JSON
/// Schema that editors use.
package indirect enum Shape: Sendable {
    /// A string; a bare number or boolean has to be quoted.
    case text
    /// A string, number or boolean, whose source text counts.
    case scalar
    case boolean
    case integer(ClosedRange<Int>)
    /// A finite number; an infinite bound is no bound.
    case number(ClosedRange<Double>)
    case duration(allowZero: Bool = true)
    case size
    case probability
    /// `1..2` or a single integer, with both ends within the given range.
    case integerRange(ClosedRange<Int> = 0...Int.max)
    case durationRange
    case percentRange
    case choice([Choice])
    case list(Shape, min: Int = 0)
    /// A list, or one item that represents a list of one. An item itself must not be a list.
    case singleOrList(Shape)
    /// A mapping whose keys the user chooses; `keyName` says what they name, such as `phase`.
    case map(of: Shape, keyName: String)
    /// A mapping with known keys, of which some may exclude each other.
    case object([Field], groups: [KeyGroup] = [])
    /// One of several forms; `description` says which, such as `a duration or uniform`.
    ///
    /// A scalar or list is held against the forms of its kind; for a mapping the form is chosen
    /// by the keys it has, so that a mistake is reported in the form that was meant.
    case anyOf(description: String, [Shape])
    /// A mapping with exactly one of the fields; `auth` alone means `{auth: {}}` where that fits.
    case tagged([Field])
    /// Any YAML.
    case any
    /// A shape under `$defs` of the schema; the closure lets a shape contain itself.
    case named(String, @Sendable () -> Shape)

    /// An integer of any size, or a number without bounds.
    package static let anyInteger = Shape.integer(Int.min...Int.max)
    /// A finite number of any size.
    package static let anyNumber = Shape.number(-Double.infinity...Double.infinity)
}

/// A key that an object knows.
package struct Field: Sendable {
    /// The name in files.
    package let key: String
    /// What the value may be.
    package let shape: Shape
    /// Whether the mapping has to have it.
    package let isRequired: Bool
    /// One or two sentences for the reader of the schema.
    package let doc: String
    /// What holds when the key is absent, as it would be written; for the schema only.
    package let defaultText: String?
    /// How the value may look, in YAML; nil where the shape's own example says enough.
    package let example: String?

    /// Declares a key.
    package init(
        _ key: String,
        _ shape: Shape,
        required: Bool = false,
        default defaultText: String? = nil,
        example: String? = nil,
        doc: String
    ) {
        self.key = key
        self.shape = shape
        isRequired = required
        self.doc = doc
        self.defaultText = defaultText
        self.example = example
    }
}

/// Keys of an object that exclude each other.
package struct KeyGroup: Hashable, Sendable {
    /// The keys, in the order of messages.
    package let keys: [String]
    /// Whether one of the keys has to be present.
    package let isRequired: Bool

    /// One of the keys has to be present, and no other of them.
    package static func exactlyOne(_ keys: [String]) -> KeyGroup {
        KeyGroup(keys: keys, isRequired: true)
    }

    /// No two of the keys may be present.
    package static func atMostOne(_ keys: [String]) -> KeyGroup {
        KeyGroup(keys: keys, isRequired: false)
    }
}

/// A word out of a fixed set.
package struct Choice: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The word.
    package let value: String
    /// What it means, for the reader of the schema; may be empty.
    package let doc: String

    /// Declares a word.
    package init(_ value: String, doc: String = "") {
        self.value = value
        self.doc = doc
    }

    package init(stringLiteral value: String) { self.init(value) }
}

extension Shape {
    /// The same shape with nothing required in its mappings, for a part that overrides another.
    ///
    /// Lists are replaced as a whole when files merge, so what they contain stays required.
    package var partial: Shape {
        switch self {
        case .map(let value, let keyName):
            .map(of: value.partial, keyName: keyName)
        case .object(let fields, let groups):
            .object(fields.map(\.partial), groups: groups.map { .atMostOne($0.keys) })
        case .anyOf(let description, let variants):
            .anyOf(description: description, variants.map(\.partial))
        case .tagged(let fields):
            .tagged(fields.map(\.partial))
        case .named(let name, let shape):
            .named(name.hasSuffix("Override") ? name : name + "Override") { shape().partial }
        default: self
        }
    }
}

extension Field {
    fileprivate var partial: Field {
        Field(key, shape.partial, example: example, doc: doc)
    }
}
