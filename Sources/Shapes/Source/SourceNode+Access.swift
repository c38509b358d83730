internal import Quantities
/// Typed reading of a tree that a `Checker` has accepted.
///
/// Each accessor is nil where the node is something else, so a decoder never has to trap.
extension SourceNode {
    /// The value under a key; `nil` if there is none or the node is not a mapping.
    subscript(key: String) -> SourceNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.firstIndex { $0.key == key }.map { entries[$0].value }
    }

    /// The entries of a mapping in the order of the file; empty for anything else.
    package var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    /// The items of a list; empty for anything else.
    package var items: [SourceNode] {
        if case .sequence(let items) = content { items } else { [] }
    }

    /// The items of a list, or the node itself where a single value represents a list of one.
    package var itemsOrSelf: [SourceNode] {
        if case .sequence(let items) = content { items } else { [self] }
    }

    /// The node's scalar; nil for lists and mappings.
    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// Whether the node is null or empty.
    package var isNull: Bool { scalar?.value == .null }

    /// The source text of any scalar that isn't null.
    package var text: String? {
        guard let scalar, scalar.value != .null else { return nil }
        return scalar.text
    }

    /// The text of a scalar that is a string, not a number or a boolean.
    package var string: String? {
        guard let scalar, scalar.value == .string else { return nil }
        return scalar.text
    }

    /// `true` or `false`.
    package var boolean: Bool? {
        guard case .boolean(let value) = scalar?.value else { return nil }
        return value
    }

    /// A whole number.
    package var integer: Int? {
        guard case .integer(let value) = scalar?.value else { return nil }
        return value
    }

    /// The value of a finite number, with or without a fraction.
    package var number: Double? {
        switch scalar?.value {
        case .integer(let value): Double(value)
        case .number(let value) where value.isFinite: value
        default: nil
        }
    }
}

extension SourceNode {
    /// The duration that a text such as `250ms` denotes.
    package var duration: Duration? { string.flatMap(DurationSyntax.parse) }

    /// A size in bytes, from a text such as `64MiB` or a whole number.
    package var size: Int? {
        if let integer { return SizeSyntax.range.contains(integer) ? integer : nil }
        return string.flatMap(SizeSyntax.parse)
    }

    /// A probability from 0 to 1, from `30%` or `0.3`.
    package var probability: Double? {
        if let number { return (0...1).contains(number) ? number : nil }
        return string.flatMap(ProbabilitySyntax.parse)
    }

    /// A range such as `1..2`; a single integer is the range of that one number.
    package var integerRange: ClosedRange<Int>? {
        if let integer { return integer >= 0 ? integer...integer : nil }
        return string.flatMap(RangeSyntax.integers)
    }

    /// A range such as `1s..2s`.
    package var durationRange: ClosedRange<Duration>? { string.flatMap(RangeSyntax.durations) }

    /// A range such as `50%..80%`, as shares from 0 to 1.
    package var percentRange: ClosedRange<Double>? { string.flatMap(RangeSyntax.percentages) }

    /// The one entry of a tagged value; a bare `auth` reads like `{auth: {}}`.
    package var tagged: Entry? {
        if let string {
            let empty = SourceNode(location: location, content: .mapping([]))
            return Entry(key: string, keyLocation: location, value: empty)
        }
        return entries.count == 1 ? entries.first : nil
    }
}
