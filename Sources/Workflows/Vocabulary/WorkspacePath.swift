/// Paths of files that agents produce: below the run's workspace, or refused.
package enum WorkspacePath {
    /// Whether a path stays below the folder that it is relative to.
    package static func isContained(_ path: String) -> Bool {
        guard !path.isEmpty, !path.hasPrefix("/"), !path.contains("\0") else { return false }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
