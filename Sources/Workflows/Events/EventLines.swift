internal import JSON

/// Events as lines of JSON, encoded by hand: the same bytes on every machine and in every build.
package struct EventLines: Sendable {
    /// The lines so far, each ended by a line feed.
    package private(set) var bytes: [UInt8] = []

    /// No lines.
    package init() {}

    /// Appends one event as one line.
    package mutating func append(_ event: Event) {
        var separator = UInt8(ascii: "{")
        event.forEachField { name, value in
            bytes.append(separator)
            separator = UInt8(ascii: ",")
            // A field's name is a plain word: it needs no escape.
            bytes.append(UInt8(ascii: "\""))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(UInt8(ascii: "\""))
            bytes.append(UInt8(ascii: ":"))
            switch value {
            case .text(let text): JSONText.append(text, to: &bytes)
            case .integer(let number): JSONText.append(number, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Removes the lines, and keeps their capacity.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Joins lines that follow these.
    package mutating func append(contentsOf other: EventLines) {
        bytes.append(contentsOf: other.bytes)
    }
}
