/// What a reader meets in a document, in order. Comments and processing instructions are skipped.
package enum XMLEvent: Sendable, Equatable {
    /// A start tag; a self-closed element is a start followed by an end.
    case start(XMLElementStart)
    /// All text, CDATA sections included, between two tags; never empty, white space is kept.
    case text(String)
    /// An end tag.
    case end(name: String)
}

/// A start tag with its attributes and its place.
package struct XMLElementStart: Sendable, Equatable {
    /// As written, with the prefix if there is one.
    package let name: String
    /// As written, except that namespace declarations come first.
    package let attributes: [XMLAttribute]
    /// The line of the tag's `<`, from 1.
    package let line: Int
    /// The column of the tag's `<`, from 1; 0 when unknown.
    package let column: Int

    /// The value of the attribute with this name.
    package subscript(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}

/// An attribute of an element.
package struct XMLAttribute: Sendable, Equatable {
    /// As written, with the prefix if there is one.
    package let name: String
    /// With references resolved and white space normalised.
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
