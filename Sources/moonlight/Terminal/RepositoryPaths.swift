internal import Foundation

/// Paths as a CI system knows them: from the root of the repository.
struct RepositoryPaths: Sendable {
    private let root: String?
    private let folder: String?

    /// Paths below a root, which the CI system names; where it names none, paths stay as they are.
    init(root: String?) {
        self.root = root.flatMap(Self.resolved)
        folder = Self.resolved(".")
    }

    /// Turns a path as messages show it into one from the root, where the file lies below it.
    func path(_ path: String) -> String {
        guard let root, let folder else { return path }
        let full = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        let start = root.hasSuffix("/") ? root : root + "/"
        return full.hasPrefix(start) ? String(full.dropFirst(start.count)) : path
    }

    /// The path without links and dots (realpath).
    private static func resolved(_ path: String) -> String? {
        guard !path.isEmpty, let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
