#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A name in a folder that is no UTF-8; it is shown with its bytes escaped.
struct UnreadableName: Error {
    let shown: String
}

/// The scenario files below a folder.
///
/// Names are read as bytes: Foundation leaves out those that are no UTF-8, and a scenario would silently not be run.
struct ScenarioFolder {
    /// The path as it was given, which messages and results begin with.
    private let folder: String
    private var found: [String] = []

    /// The paths of the files, sorted by their path in the folder; none of those whose name, or a folder's above them,
    /// begins with a dot, or whose own begins with `_`.
    static func files(in folder: String) throws(UnreadableName) -> [String] {
        var search = ScenarioFolder(folder: folder)
        try search.collect("")
        return search.found.sorted().map { "\(folder)/\($0)" }
    }

    private init(folder: String) {
        self.folder = folder
    }

    /// Searches a folder below; `prefix` is its path there with a slash at its end.
    private mutating func collect(_ prefix: String) throws(UnreadableName) {
        for bytes in Self.names(in: "\(folder)/\(prefix)") where bytes.first != UInt8(ascii: ".") {
            guard let name = String(validating: bytes, as: UTF8.self) else {
                try refuse(bytes, below: prefix)
                continue
            }
            let path = "\(prefix)\(name)"
            switch Self.kind(of: "\(folder)/\(path)") {
            case .folder: try collect("\(path)/")
            case .file where Self.isScenario(bytes) && !name.hasPrefix("_"): found.append(path)
            case .file, .other: continue
            }
        }
    }

    /// A name that cannot be told is a mistake where it may be a scenario's, or a folder's that has some.
    private func refuse(_ name: [UInt8], below prefix: String) throws(UnreadableName) {
        let path = Array("\(folder)/\(prefix)".utf8) + name
        let kind = (path + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { Self.kind(of: $0.baseAddress) }
        }
        guard kind == .folder || (kind == .file && Self.isScenario(name)) else { return }
        throw UnreadableName(shown: EscapedBytes.text(Array("\(prefix)".utf8) + name))
    }

    private static func isScenario(_ name: [UInt8]) -> Bool {
        [".yaml", ".yml"].contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    private enum Kind { case file, folder, other }

    /// A link to a file counts as the file; one to a folder is not followed, as it may lead back.
    private static func kind(of path: UnsafePointer<CChar>?) -> Kind {
        var status = stat()
        guard let path, lstat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFLNK:
            guard stat(path, &status) == 0 else { return .other }
            return status.st_mode & S_IFMT == S_IFDIR ? .other : .file
        default: return .file
        }
    }

    private static func names(in folder: String) -> [[UInt8]] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            withUnsafeBytes(of: entry.pointee.d_name) { name in
                names.append(Array(name.prefix { $0 != 0 }))
            }
        }
        return names
    }
}
