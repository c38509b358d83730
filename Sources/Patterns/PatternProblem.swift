/// Why a text is not a pattern, and where in it.
package struct PatternProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The character, a Unicode scalar, that the problem begins at; the first is number 1.
    package let position: Int
    /// What is wrong.
    package let message: String

    /// Names place and problem.
    package init(at position: Int, _ message: String) {
        self.position = position
        self.message = message
    }

    package var description: String { "at character \(position): \(message)" }
}
