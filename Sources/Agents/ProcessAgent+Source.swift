package import Workflows

extension ProcessAgent {
    /// Files that are part of an agent's identity.
    package struct Source: Sendable, Equatable {
        /// The pattern as it is written.
        package let text: String
        /// The folder that it starts from: the repository's.
        package let folder: String
        /// The pattern of paths below it.
        package let pattern: PathPattern

        /// Declares sources.
        package init(text: String, folder: String, pattern: PathPattern) {
            self.text = text
            self.folder = folder
            self.pattern = pattern
        }
    }
}
