package import Foundation

/// A folder that is removed, with all it holds, when its owner goes.
package final class TemporaryFolder: Sendable {
    /// Where it lies; no part of the path is a link.
    package let path: String

    package init() throws {
        let template = FileManager.default.temporaryDirectory.path + "/moonlight-tests-XXXXXX"
        var bytes = Array(template.utf8CString)
        guard let made = mkdtemp(&bytes) else { throw CocoaError(.fileWriteUnknown) }
        path = URL(fileURLWithPath: String(cString: made)).resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    package var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

    package func path(of name: String) -> String { "\(path)/\(name)" }

    package func url(of name: String) -> URL { URL(fileURLWithPath: path(of: name)) }

    /// Makes a folder in it, and those that lead there; gives its path.
    @discardableResult
    package func folder(_ name: String) throws -> String {
        let path = path(of: name)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

// The files in it.
extension TemporaryFolder {
    /// Writes a file and the folders that lead to it; gives its path.
    @discardableResult
    package func write(
        _ name: String,
        _ bytes: some Sequence<UInt8>,
        isExecutable: Bool = false
    ) throws -> String {
        let url = url(of: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url)
        try FileManager.default.setAttributes(
            [.posixPermissions: isExecutable ? 0o755 : 0o644],
            ofItemAtPath: url.path
        )
        return url.path
    }

    /// Writes a text and the folders that lead to it; gives the file's path.
    @discardableResult
    package func write(
        _ name: String,
        _ text: String,
        isExecutable: Bool = false
    ) throws -> String {
        try write(name, text.utf8, isExecutable: isExecutable)
    }

    package func bytes(of name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url(of: name)))
    }

    package func text(of name: String) throws -> String {
        String(decoding: try bytes(of: name), as: UTF8.self)
    }

    /// The text of a file that need not be there.
    package func content(of name: String) -> String? { try? text(of: name) }

    /// Whether something lies there; a link counts as what it leads to.
    package func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(of: name))
    }

    /// All that lies in it, by its path, sorted.
    package func names(below name: String = "") -> [String] {
        // Not `subpaths`: it takes a folder's path off name by name in characters, and a name may begin with a mark.
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path(of: name))) ?? []
        return entries.flatMap { entry in
            [entry]
                + names(below: name.isEmpty ? entry : "\(name)/\(entry)").map { "\(entry)/\($0)" }
        }.sorted()
    }

    /// Every regular file in it, sorted by its path.
    package func files() throws -> [(path: String, bytes: Data)] {
        try names().compactMap { name in
            let kind = try FileManager.default.attributesOfItem(atPath: path(of: name))[.type]
            guard kind as? FileAttributeType == .typeRegular else { return nil }
            return (name, try Data(contentsOf: url(of: name)))
        }
    }
}
