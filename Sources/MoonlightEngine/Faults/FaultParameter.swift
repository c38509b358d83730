internal import Shapes

/// A parameter of a type of fault, or several by their names, as scenario files write them: `["by": "2s"]`.
///
/// Literals are parameters: texts, numbers, true and false, lists and dictionaries.
public enum FaultParameter: Sendable, Equatable {
    /// A text; a duration such as `2s` is one, and so is a share such as `20%`.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number.
    case number(Double)
    /// Yes or no.
    case boolean(Bool)
    /// Several values in order.
    case list([FaultParameter])
    /// Values by their names.
    case named([String: FaultParameter])

    /// The node that a scenario file would have of it.
    func node(in file: String) -> SourceNode {
        let place = SourceLocation(file: file, line: 1)
        let content: SourceNode.Content =
            switch self {
            case .text(let text):
                // A file says durations and shares without quotes.
                .scalar(.init(text: text, style: .plain, value: .string))
            case .integer(let number):
                .scalar(.init(text: "\(number)", style: .plain, value: .integer(number)))
            case .number(let number):
                .scalar(.init(text: "\(number)", style: .plain, value: .number(number)))
            case .boolean(let value):
                .scalar(.init(text: "\(value)", style: .plain, value: .boolean(value)))
            case .list(let items): .sequence(items.map { $0.node(in: file) })
            case .named(let values):
                .mapping(
                    values.sorted { $0.key < $1.key }.map {
                        .init(key: $0.key, keyLocation: place, value: $0.value.node(in: file))
                    }
                )
            }
        return SourceNode(location: place, content: content)
    }
}

extension FaultParameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) {
        self = .text(text)
    }

    /// A whole number.
    public init(integerLiteral number: Int) {
        self = .integer(number)
    }

    /// A number.
    public init(floatLiteral number: Double) {
        self = .number(number)
    }

    /// Yes or no.
    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }

    /// Several values in order.
    public init(arrayLiteral items: FaultParameter...) {
        self = .list(items)
    }

    /// Values by their names; of two with the same name the later one counts.
    public init(dictionaryLiteral values: (String, FaultParameter)...) {
        self = .named(Dictionary(values) { _, later in later })
    }
}
