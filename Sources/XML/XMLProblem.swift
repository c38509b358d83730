/// The first thing that went wrong while reading, writing or validating XML, with its place.
package struct XMLProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// What sort of problem it is.
    package enum Kind: Sendable, Equatable {
        /// Not well-formed XML, or a call that would have written such.
        case malformed
        /// A document type declaration, which is never read.
        case doctypeRefused
        /// More bytes than allowed.
        case tooLarge(limit: Int)
        /// Elements nested deeper than allowed.
        case tooDeep(limit: Int)
        /// Well-formed, but not what the schema allows, or no usable schema.
        case invalid
        /// Something else is where a regular file should be: a folder, a FIFO, a device.
        case notRegularFile
        /// The system refused to open, read, write or rename.
        case io(errno: Int32)
    }

    /// What sort of problem it is.
    package let kind: Kind
    /// The file's path, or the name given to bytes in memory.
    package let file: String
    /// Counted from 1; 0 when unknown.
    package let line: Int
    /// Counted in characters from 1; 0 when unknown.
    package let column: Int
    /// One line of text, free of control characters.
    package let message: String

    package init(
        _ kind: Kind,
        file: String,
        line: Int = 0,
        column: Int = 0,
        message: String
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.column = column
        self.message = Self.oneLine(message)
    }

    /// `file:line:column: error: message`, without the parts of the place that are unknown.
    package var description: String {
        var place = file
        if line > 0 {
            place += ":\(line)"
            if column > 0 { place += ":\(column)" }
        }
        return "\(place): error: \(message)"
    }

    private static func oneLine(_ message: String) -> String {
        XMLText.sanitised(message)
            .split { $0.isNewline || $0 == "\t" }
            .joined(separator: " ")
    }
}
