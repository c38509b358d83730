internal import Shapes
internal import Files

/// The scenario files below a folder.
///
/// Names are read as bytes: Foundation leaves out those that are not UTF-8, and a scenario would silently not be run.
struct ScenarioFolder {
    /// Why files below a folder cannot be found.
    enum Problem: Error {
        /// A name has bytes that are not UTF-8; they are escaped here.
        case notUTF8(String)
        /// The folder at this path cannot be read.
        case unreadable(String)
    }

    /// The path as it was given, which messages and results begin with.
    private let folder: String
    private var found: [String] = []

    /// The paths of the files, sorted by their path in the folder; none of those whose name, or a folder's above them,
    /// begins with a dot, or whose own begins with `_`.
    static func files(in folder: String) throws(Problem) -> [String] {
        var search = ScenarioFolder(folder: folder)
        try search.collect("")
        return search.found.sorted().map { "\(folder)/\($0)" }
    }

    private init(folder: String) {
        self.folder = folder
    }

    /// Searches a folder below; `prefix` is its path there with a slash at its end.
    private mutating func collect(_ prefix: String) throws(Problem) {
        let path = "\(folder)/\(prefix)"
        let entries: [(name: FileName, kind: FileKind?)]
        do throws(SystemError) {
            entries = try Self.entries(of: path)
        } catch {
            // It was there a moment ago: only one that went since is not a mistake.
            if error.isMissing { return }
            throw .unreadable(prefix.isEmpty ? folder : String(path.dropLast()))
        }
        for (name, kind) in entries where !name.isHidden {
            guard let text = String(validating: name.bytes, as: UTF8.self) else {
                // One that cannot be shown is a mistake where it may be a scenario's, or a folder's that has some.
                guard kind == .folder || Self.isScenario(name) else { continue }
                throw .notUTF8(EscapedBytes.text(Array(prefix.utf8) + name.bytes))
            }
            if kind == .folder {
                try collect("\(prefix)\(text)/")
            } else if Self.isScenario(name), !text.hasPrefix("_"), isFile(prefix + text, kind) {
                found.append(prefix + text)
            }
        }
    }

    private static func entries(
        of path: String
    ) throws(SystemError) -> [(name: FileName, kind: FileKind?)] {
        let folder = try Descriptor.folder(path)
        return try folder.names().map { ($0, (try? folder.status(of: $0))?.kind) }
    }

    /// A link to a file counts as the file; one to a folder is not followed, as it may lead back.
    private func isFile(_ path: String, _ kind: FileKind?) -> Bool {
        guard kind == .link else { return kind != nil }
        return FileStatus(at: "\(folder)/\(path)").map { $0.kind != .folder } ?? false
    }

    private static func isScenario(_ name: FileName) -> Bool {
        [".yaml", ".yml"].contains { name.bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
