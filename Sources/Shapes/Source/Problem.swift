/// One user mistake in a file: where it is, in which key, and what is wrong.
package struct Problem: Error, Hashable, Sendable {
    /// Where it is.
    package let location: SourceLocation
    /// The keys that lead to the mistake, such as `faults[0].when`; empty at the root.
    package let path: String
    /// What was expected and what was found, on one line.
    package let message: String

    /// Describes a mistake.
    package init(location: SourceLocation, path: String = "", message: String) {
        self.location = location
        self.path = path
        self.message = message
    }
}

extension Problem: CustomStringConvertible {
    /// The line that users see.
    package var description: String {
        path.isEmpty
            ? "\(location): error: \(message)" : "\(location): error: \(path): \(message)"
    }
}

/// All mistakes of a file, in the order in which they occur.
package struct Problems: Error, Equatable, Sendable {
    /// The mistakes, sorted by place.
    package let list: [Problem]

    /// Sorts the mistakes by place; those at the same place keep their order.
    package init(_ list: [Problem]) {
        let ordered = list.enumerated().sorted { first, second in
            (first.element.location, first.offset) < (second.element.location, second.offset)
        }
        self.list = ordered.map(\.element)
    }
}

extension Problems: CustomStringConvertible {
    /// One line per mistake.
    package var description: String {
        list.map(\.description).joined(separator: "\n")
    }
}
