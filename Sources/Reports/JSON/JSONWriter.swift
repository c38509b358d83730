internal import JSON
internal import Quantities
internal import Workflows

/// Writes JSON member by member, in the order of the calls.
struct JSONWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// The name of the value that follows.
    mutating func key(_ name: String) {
        text(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func text(_ text: String) {
        separate()
        JSONText.append(text, to: &bytes)
    }

    /// A number, `true`, `false` or `null`.
    mutating func literal(_ literal: String) {
        separate()
        bytes.append(contentsOf: literal.utf8)
    }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        nested(in: "{", "}", members)
    }

    mutating func list<Element>(
        _ elements: some Sequence<Element>,
        _ element: (inout JSONWriter, Element) -> Void
    ) {
        nested(in: "[", "]") { writer in
            for each in elements { element(&writer, each) }
        }
    }

    /// A list whose elements differ in kind.
    mutating func list(_ elements: (inout JSONWriter) -> Void) {
        nested(in: "[", "]", elements)
    }

    mutating func number(_ number: some BinaryInteger) {
        literal(String(number))
    }

    /// A value that is JSON already.
    mutating func value(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    private mutating func nested(
        in opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        _ content: (inout JSONWriter) -> Void
    ) {
        separate()
        bytes.append(UInt8(ascii: opening))
        needsComma = false
        content(&self)
        bytes.append(UInt8(ascii: closing))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ value: String) {
        key(name)
        text(value)
    }

    mutating func member(_ name: String, _ value: some BinaryInteger) {
        key(name)
        literal(String(value))
    }

    mutating func member<Element>(
        _ name: String,
        _ elements: some Sequence<Element>,
        _ element: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        list(elements, element)
    }
}

extension JSONWriter {
    /// A time in seconds, or `null`.
    mutating func member(_ name: String, seconds: Duration?) {
        key(name)
        literal(seconds.map { DurationText.seconds($0, places: 6) } ?? "null")
    }

    /// A text, or `null`.
    mutating func member(_ name: String, orNull value: String?) {
        key(name)
        if let value { text(value) } else { literal("null") }
    }
}
