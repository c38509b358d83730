internal import Shapes
internal import Files
internal import Foundation

/// The files that a scenario may name: those of its own repository.
package struct ScenarioFiles: Sendable, Equatable {
    /// The scenario file itself, links resolved.
    package let scenario: String
    /// The folder that relative paths start from: the scenario file's.
    package private(set) var directory: String
    /// The nearest folder above with `.git`, else the scenario file's own.
    package let repository: String
    /// The scenario file's path below the repository; `nil` if there is no `.git` above.
    package let pathInRepository: String?
    /// The folders of the files that the scenario extends, by their names in locations.
    private var bases: [String: String] = [:]

    /// The surroundings of a scenario file.
    package init(scenarioAt path: String) {
        let file = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
        let own = file.deletingLastPathComponent()
        scenario = file.path
        directory = own.path
        var folder = own
        while true {
            if FileManager.default.fileExists(atPath: folder.path + "/.git") {
                repository = folder.path
                pathInRepository = String(file.path.dropFirst(folder.path.count + 1))
                return
            }
            let parent = folder.deletingLastPathComponent()
            guard parent.path != folder.path, folder.path != "/" else { break }
            folder = parent
        }
        repository = own.path
        pathInRepository = nil
    }

    /// The same for paths that are written in this node: they start at the folder of the node's own file.
    func relative(to node: SourceNode) -> ScenarioFiles {
        guard let folder = bases[node.location.file] else { return self }
        var files = self
        files.directory = folder
        return files
    }

    /// Notes a file that the scenario extends: the name that locations in it bear, and its path.
    mutating func addBase(named name: String, at path: String) {
        bases[name] = URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Where a file really lies, links resolved.
    func resolved(_ path: String) -> String { target(path).path }

    /// A relative path as one that any folder of the repository can use, with a placeholder.
    func anchored(_ path: String) -> String {
        "{repo}\(directory.dropFirst(repository.count))/\(path)"
    }

    /// The same for a path, or a pattern of paths, that starts at the folder: below the repository; `nil` where it leaves
    /// it. What it names need not be there.
    func pathInRepository(_ path: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var names = directory.dropFirst(repository.count).split(separator: "/").map(String.init)
        for name in path.split(separator: "/", omittingEmptySubsequences: false) {
            switch name {
            case ".": break
            case "..":
                guard names.popLast() != nil else { return nil }
            default: names.append(String(name))
            }
        }
        return names.joined(separator: "/")
    }

    /// The largest file that a scenario may name.
    static let maximumBytes = 16 << 20

    /// The content of a file, or why it cannot be had.
    func read(_ path: String) -> Result<[UInt8], FileMistake> {
        if let mistake = mistakeInFile(path) { return .failure(mistake) }
        let target = target(path).path
        do throws(RegularFile.Problem) {
            return .success(try RegularFile.read(target, limit: Self.maximumBytes))
        } catch {
            switch error {
            case .tooLong:
                let size = FileStatus(at: target)?.stamp.size ?? 0
                return .failure(
                    FileMistake("expected at most \(Self.maximumBytes) bytes, found \(size)")
                )
            case .isOther, .system:
                return .failure(
                    FileMistake("expected a readable file, found \"\(path)\" unreadable")
                )
            }
        }
    }

    /// Why a path names no file of the repository; `nil` where it does.
    func mistakeInFile(_ path: String) -> FileMistake? {
        let target = target(path)
        guard target.path.hasPrefix(repository + "/") else {
            return FileMistake("expected a file inside the repository, found \"\(path)\"")
        }
        switch FileStatus(at: target.path)?.kind {
        case nil: return FileMistake("expected an existing file, found \"\(path)\" missing")
        case .folder: return FileMistake("expected a file, found the folder \"\(path)\"")
        case .regular: return nil
        case let kind?:
            return FileMistake("expected a regular file, found \"\(path)\", which is \(kind)")
        }
    }

    /// Why a path names no folder of the repository; `nil` where it does.
    func mistakeInFolder(_ path: String) -> FileMistake? {
        let target = target(path)
        guard (target.path + "/").hasPrefix(repository + "/") else {
            return FileMistake("expected a folder inside the repository, found \"\(path)\"")
        }
        guard Self.isFolder(target) == true else {
            return FileMistake("expected an existing folder, found \"\(path)\" missing")
        }
        return nil
    }

    private func target(_ path: String) -> URL {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: directory + "/"))
            .standardizedFileURL.resolvingSymlinksInPath()
    }

    private static func isFolder(_ url: URL) -> Bool? {
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(
            atPath: url.path,
            isDirectory: &isDirectory
        )
        return exists ? isDirectory.boolValue : nil
    }
}

/// Why a named file cannot be had.
struct FileMistake: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
