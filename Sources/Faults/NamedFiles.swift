package import Shapes

/// The files that a scenario may name, read from beside the place where the name is written.
package struct NamedFiles: Sendable {
    /// A file that was read.
    package struct File: Sendable {
        /// The name as messages show it.
        package let name: String
        /// What it holds.
        package let bytes: [UInt8]

        /// A file of this name.
        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Why a file cannot be had: what was expected, and what was found.
    package struct Mistake: Error, Sendable {
        /// The words.
        package let message: String

        /// A mistake in words.
        package init(_ message: String) {
            self.message = message
        }
    }

    /// Reads the file that a node names.
    package let read: @Sendable (_ node: SourceNode) -> Result<File, Mistake>

    /// Files that are read so.
    package init(read: @escaping @Sendable (_ node: SourceNode) -> Result<File, Mistake>) {
        self.read = read
    }

    /// No files, where nothing is known to be beside what is read.
    package static let none = NamedFiles { node in
        .failure(
            Mistake("expected a file beside a scenario's own, found \"\(node.text ?? "")\"")
        )
    }
}
