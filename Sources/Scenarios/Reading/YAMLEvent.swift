internal import Shapes

/// What comes next in a YAML text (yaml_event_t).
enum YAMLEvent {
    /// A document starts.
    case document(at: SourceLocation)
    /// A value starts, or is there as a whole if it has no parts.
    case node(Node)
    /// No document follows.
    case endOfText
    /// A list, mapping or document ends, or the text starts.
    case boundary

    /// A value as written.
    struct Node {
        let location: SourceLocation
        let kind: Kind
        /// The tag before the value; nil without one.
        var tag: YAMLTag?
        /// The name that aliases use for the value; nil without one.
        var anchor: String?

        /// Whether more follows that belongs to the value.
        var hasParts: Bool {
            switch kind {
            case .alias, .scalar: false
            case .sequence, .mapping: true
            }
        }
    }

    enum Kind {
        /// The name isn't checked: for `*.swift` it is `.swift`.
        case alias(name: String)
        case scalar(text: String, style: SourceNode.Style)
        /// Items follow, up to a boundary.
        case sequence
        /// Keys follow, each with its value, up to a boundary.
        case mapping
    }
}

/// The type that a file states for a value, in full: `tag:yaml.org,2002:int` for `!!int`.
struct YAMLTag: Equatable {
    private static let standardPrefix = "tag:yaml.org,2002:"

    /// `!`: the value is a text, list or mapping, whatever it looks like.
    static let nonSpecific = Self(name: "!")
    static let null = standard("null")
    static let boolean = standard("bool")
    static let integer = standard("int")
    static let number = standard("float")
    static let string = standard("str")
    static let sequence = standard("seq")
    static let mapping = standard("map")

    let name: String

    private static func standard(_ name: String) -> Self { Self(name: standardPrefix + name) }

    /// The tag as users write it: `!!int` or `!secret`.
    var shown: String {
        let isStandard = name.hasPrefix(Self.standardPrefix)
        return (isStandard ? "!!" + name.dropFirst(Self.standardPrefix.count) : name).shortened
    }
}
