internal import Foundation

/// The files that a scenario may name: those of its own repository.
package struct ScenarioFiles: Sendable, Equatable {
    /// The folder of the scenario file.
    package let directory: String
    /// The nearest folder above with `.git`, else the scenario file's own.
    package let repository: String

    /// The surroundings of a scenario file.
    package init(scenarioAt path: String) {
        let file = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
        let own = file.deletingLastPathComponent()
        directory = own.path
        var folder = own
        while true {
            if FileManager.default.fileExists(atPath: folder.path + "/.git") {
                repository = folder.path
                return
            }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path, folder.path != "/" else { break }
            folder = parent
        }
        repository = own.path
    }

    /// The largest file that a scenario may name.
    static let maximumBytes = 16 << 20

    /// The content of a file, or why it cannot be had.
    func read(_ path: String) -> Result<[UInt8], FileMistake> {
        let target = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: directory + "/"))
            .standardizedFileURL.resolvingSymlinksInPath()
        guard target.path.hasPrefix(repository + "/") else {
            return .failure(
                FileMistake("expected a file inside the repository, found \"\(path)\"")
            )
        }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: target.path, isDirectory: &isDirectory) else {
            return .failure(FileMistake("expected an existing file, found \"\(path)\" missing"))
        }
        guard !isDirectory.boolValue else {
            return .failure(FileMistake("expected a file, found the folder \"\(path)\""))
        }
        guard let data = FileManager.default.contents(atPath: target.path) else {
            return .failure(FileMistake("expected a readable file, found \"\(path)\" unreadable"))
        }
        guard data.count <= Self.maximumBytes else {
            return .failure(
                FileMistake("expected at most \(Self.maximumBytes) bytes, found \(data.count)")
            )
        }
        return .success([UInt8](data))
    }
}

/// Why a named file cannot be had.
struct FileMistake: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
