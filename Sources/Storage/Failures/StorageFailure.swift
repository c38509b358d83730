/// Why storage could not do what it was asked; whoever catches it knows the exit code from the kind.
package struct StorageFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// Whose fault it is.
    package enum Kind: Sendable, Equatable {
        /// The file is damaged, is not ours or has another schema version: exit code 65.
        case invalid
        /// What was asked for does not exist: exit code 66.
        case missing
        /// The disk is full, the file may not be written, or someone else holds it: exit code 75.
        case infrastructure
    }

    /// Whose fault it is.
    package let kind: Kind
    /// The file or folder.
    package let path: String
    /// What was expected and what was found.
    package let message: String

    /// Describes a failure.
    package init(_ kind: Kind, path: String, _ message: String) {
        self.kind = kind
        self.path = path
        self.message = message
    }

    package var description: String { "\(path): \(message)" }
}
