/// A value read from a YAML file, with its place.
///
/// A value reached through an alias keeps the place of its definition, since mistakes in it are
/// corrected there.
package struct SourceNode: Equatable, Sendable {
    /// Where it begins.
    package let location: SourceLocation
    /// What it holds.
    package let content: Content

    /// Makes a node.
    package init(location: SourceLocation, content: Content) {
        self.location = location
        self.content = content
    }

    /// What a node holds.
    package enum Content: Equatable, Sendable {
        case scalar(Scalar)
        case sequence([SourceNode])
        /// The entries in the order of the file; no key occurs twice.
        case mapping([Entry])
    }

    /// A key of a mapping with its value.
    package struct Entry: Equatable, Sendable {
        /// The name.
        package let key: String
        /// Where the name begins.
        package let keyLocation: SourceLocation
        /// What is under the name.
        package let value: SourceNode

        /// Makes an entry.
        package init(key: String, keyLocation: SourceLocation, value: SourceNode) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    /// A value without parts.
    package struct Scalar: Equatable, Sendable {
        /// The text as written, without quotes and with escapes resolved.
        package let text: String
        /// How it was written.
        package let style: Style
        /// What it means.
        package let value: Value

        /// Makes a scalar.
        package init(text: String, style: Style, value: Value) {
            self.text = text
            self.style = style
            self.value = value
        }
    }

    /// How a scalar was written.
    package enum Style: Equatable, Sendable {
        case plain
        /// In quotes or as a block (`|`, `>`): such a scalar is always a string.
        case quoted
    }

    /// What a scalar means under the core schema of YAML 1.2.
    package enum Value: Equatable, Sendable {
        case null
        case boolean(Bool)
        case integer(Int)
        /// A fraction, or a whole number beyond `Int`.
        case number(Double)
        case string
    }
}
