/// A place in a text file, with line and column counted from one.
///
/// Columns count Unicode scalars, as the YAML scanner does.
package struct SourceLocation: Hashable, Sendable {
    /// The file's name as the user gave it.
    package let file: String
    /// The line, from 1.
    package let line: Int
    /// The column, from 1.
    package let column: Int

    /// A place; where only the line is known, its start.
    package init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: Comparable {
    package static func < (first: SourceLocation, second: SourceLocation) -> Bool {
        (first.file, first.line, first.column) < (second.file, second.line, second.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    package var description: String { "\(file):\(line):\(column)" }
}
