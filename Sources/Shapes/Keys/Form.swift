internal import Quantities

/// What a value may be, how it is read from a file, and how it is written there.
package struct Form<Value: Sendable>: Sendable {
    /// What a file may hold.
    package let shape: Shape
    /// The value of a node; nil where the node is something else, which a check has reported.
    package let read: @Sendable (SourceNode) -> Value?
    /// The value as a file would hold it, for defaults; nil where that is not a single text.
    package let write: @Sendable (Value) -> String?

    /// Describes a form.
    package init(
        _ shape: Shape,
        read: @escaping @Sendable (SourceNode) -> Value?,
        write: @escaping @Sendable (Value) -> String? = { _ in nil }
    ) {
        self.shape = shape
        self.read = read
        self.write = write
    }
}

extension Form where Value == String {
    /// A string. A number is read too: that it has to be quoted is reported once.
    package static var text: Self { Self(.text, read: \.text, write: { $0 }) }

    /// A string, number or boolean, whose source text counts.
    package static var scalar: Self { Self(.scalar, read: \.text, write: { $0 }) }
}

extension Form where Value == Bool {
    /// `true` or `false`.
    package static var boolean: Self { Self(.boolean, read: \.boolean, write: { "\($0)" }) }
}

extension Form where Value == Int {
    /// A whole number within a range.
    package static func integer(_ range: ClosedRange<Int>) -> Self {
        Self(.integer(range), read: \.integer, write: { "\($0)" })
    }

    /// Bytes.
    package static var size: Self { Self(.size, read: \.size, write: SizeSyntax.text) }
}

extension Form where Value == Double {
    /// A finite number within a range.
    package static func number(_ range: ClosedRange<Double>) -> Self {
        Self(.number(range), read: \.number) { value in
            Int(exactly: value).map { "\($0)" } ?? "\(value)"
        }
    }

    /// A share from 0 to 1.
    package static var probability: Self {
        Self(.probability, read: \.probability) { share in
            let percent = (share * 100).rounded()
            return percent / 100 == share ? "\(Int(percent))%" : "\(share)"
        }
    }
}

extension Form where Value == Duration {
    /// A duration.
    package static func duration(allowZero: Bool = true) -> Self {
        Self(.duration(allowZero: allowZero), read: \.duration, write: DurationText.text)
    }
}

extension Form where Value == SourceNode {
    /// A part with its own keys, which its own decoder reads.
    package static func part(_ shape: Shape) -> Self { Self(shape, read: { $0 }) }
}

extension Form where Value: RawRepresentable<String> & CaseIterable {
    /// One of the words of an enumeration; `doc` says what each means.
    package static func choice(
        _ doc: @Sendable (Value) -> String = { _ in "" }
    ) -> Self {
        Self(
            .choice(Value.allCases.map { Choice($0.rawValue, doc: doc($0)) }),
            read: { $0.text.flatMap(Value.init) },
            write: \.rawValue
        )
    }
}

extension Form {
    /// A list of values; those that cannot be read are left out.
    package static func list<Item>(_ item: Form<Item>, min: Int = 0) -> Self
    where Value == [Item] {
        Self(.list(item.shape, min: min), read: { $0.items.compactMap(item.read) })
    }

    /// A list of values, or one of them alone.
    package static func singleOrList<Item>(_ item: Form<Item>) -> Self where Value == [Item] {
        Self(.singleOrList(item.shape), read: { $0.itemsOrSelf.compactMap(item.read) })
    }
}

extension Form where Value == [SourceNode.Entry] {
    /// A mapping whose keys the user chooses.
    package static func map(of value: Shape, keyName: String) -> Self {
        Self(.map(of: value, keyName: keyName), read: \.entries)
    }
}

extension Form where Value == [SourceNode] {
    /// A list of parts, each with its own decoder.
    package static func parts(_ item: Shape, min: Int = 0) -> Self {
        Self(.list(item, min: min), read: \.items)
    }
}

extension Form where Value == String {
    /// One of some words.
    package static func words(_ choices: [Choice]) -> Self {
        Self(.choice(choices), read: \.text, write: { $0 })
    }
}

extension Form where Value == ClosedRange<Int> {
    /// A range of whole numbers, or one of them.
    package static func integerRange(_ bounds: ClosedRange<Int>) -> Self {
        Self(.integerRange(bounds), read: \.integerRange)
    }
}

extension Form where Value == ClosedRange<Duration> {
    /// A range of durations.
    package static var durationRange: Self { Self(.durationRange, read: \.durationRange) }
}

extension Form where Value == ClosedRange<Double> {
    /// A range of percentages, as shares from 0 to 1.
    package static var percentRange: Self { Self(.percentRange, read: \.percentRange) }
}
