/// What keeps a text from being JSON, and where.
package struct JSONProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// The byte within the line, from 1.
    package let column: Int
    /// What was expected, and what was found.
    package let message: String

    package var description: String { "line \(line), column \(column): \(message)" }
}
