internal import Files
internal import Foundation

/// Finds and reads scenario files.
package struct ScenarioLoader: Sendable {
    /// Why nothing could be loaded.
    package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// A path on the command line does not exist.
        case missing(String)
        /// A file cannot be read.
        case unreadable(String)

        package var description: String {
            switch self {
            case .missing(let path): "\(path): error: no such file or folder"
            case .unreadable(let path): "\(path): error: the file cannot be read"
            }
        }
    }

    /// The folder that relative paths start from.
    package let workingDirectory: String

    /// A loader for paths relative to this folder.
    package init(workingDirectory: String) {
        self.workingDirectory = workingDirectory
    }

    /// The scenario files at these paths, folders searched to their depth, each once, sorted within a folder.
    ///
    /// Files of a folder whose name begins with `_` are parts that scenarios extend: they count only where named.
    package func files(at paths: [String]) throws(Failure) -> [String] {
        var found: [String] = []
        var seen: Set<String> = []
        for path in paths {
            let full = absolute(path)
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory) else {
                throw .missing(path)
            }
            let files = isDirectory.boolValue ? Self.yamlFiles(in: full) : [full]
            for file in files where seen.insert(file).inserted { found.append(file) }
        }
        return found
    }

    /// Reads and checks one file, or throws all its mistakes.
    package func load(_ path: String) throws -> Scenario {
        let display = displayed(path)
        let root = try YAMLReader.read(bytes: try content(of: path, display), file: display)
        return try ScenarioDecoder.decode(
            root,
            file: display,
            files: ScenarioFiles(scenarioAt: absolute(path))
        )
    }

    private func content(of path: String, _ display: String) throws -> [UInt8] {
        do throws(RegularFile.Problem) {
            return try RegularFile.read(absolute(path))
        } catch {
            switch error {
            case _ where error.isMissing: throw Failure.missing(display)
            case .isOther:
                throw Problems([
                    Problem(
                        location: SourceLocation(file: display, line: 1, column: 1),
                        message: "\(error)"
                    )
                ])
            case .system, .tooLong: throw Failure.unreadable(display)
            }
        }
    }

    /// The path as messages and reports show it: relative to the working folder where it lies below it.
    package func displayed(_ path: String) -> String {
        let full = absolute(path)
        let base = absolute(".")
        return full.hasPrefix(base + "/") ? String(full.dropFirst(base.count + 1)) : full
    }

    private func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: workingDirectory + "/"))
            .standardizedFileURL.path
    }

    private static func yamlFiles(in folder: String) -> [String] {
        guard
            let names = FileManager.default.subpaths(
                atPath: URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
            )
        else { return [] }
        return names.filter { name in
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            let isPart = name.split(separator: "/").last?.hasPrefix("_") ?? false
            return !isHidden && !isPart && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
        }
        .sorted().map { "\(folder)/\($0)" }
        .filter { path in
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
                && !isDirectory.boolValue
        }
    }
}
