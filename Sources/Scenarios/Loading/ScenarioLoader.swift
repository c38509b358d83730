internal import Shapes
internal import Files
internal import Foundation

/// Finds and reads scenario files.
package struct ScenarioLoader: Sendable {
    /// Why nothing could be loaded.
    package enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// A path on the command line does not exist.
        case missing(String)
        /// A file or a folder cannot be read.
        case unreadable(String)
        /// A name below a folder has bytes that are not UTF-8; they are written as `\xFF`.
        case notUTF8(String, folder: String)
        /// A file's scenario has no variant of this name any more.
        case unknownVariant(String, String)

        package var description: String {
            switch self {
            case .missing("Scenarios"):
                "Scenarios: error: no such folder here; name a file or a folder, such as \"moonlight run .\", or "
                    + "begin with \"moonlight init\""
            case .missing(let path): "\(path): error: no such file or folder"
            case .unreadable(let path): "\(path): error: cannot be read"
            case .unknownVariant(let path, let name):
                "\(path): error: expected a variant named \"\(name)\", found none"
            case .notUTF8(let name, let folder):
                "\(folder)/\(name): error: expected a name in UTF-8, found other bytes, written \\x.. here"
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
            guard unsafe FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory)
            else {
                throw .missing(path)
            }
            let files = isDirectory.boolValue ? try scenarios(below: full) : [full]
            for file in files where seen.insert(file).inserted { found.append(file) }
        }
        return found
    }

    private func scenarios(below folder: String) throws(Failure) -> [String] {
        do throws(ScenarioFolder.Problem) {
            return try ScenarioFolder.files(in: folder)
        } catch {
            switch error {
            case .notUTF8(let name): throw .notUTF8(name, folder: displayed(folder))
            case .unreadable(let path): throw .unreadable(displayed(path))
            }
        }
    }

    /// Reads and checks one file, or throws all its mistakes; of several variants gives the first.
    package func load(_ path: String) throws -> Scenario {
        try load(path, named: nil)
    }

    /// The same for one of several variants: the one that bears this name, with what the matrix chose.
    package func load(_ path: String, named name: String?) throws -> Scenario {
        guard let scenario = try document(path).scenario(named: name) else {
            throw Failure.unknownVariant(displayed(path), name ?? "")
        }
        return scenario
    }

    /// Reads one file; mistakes are part of what it holds.
    func document(_ path: String) throws(Failure) -> ScenarioDocument {
        let display = displayed(path)
        let files = ScenarioFiles(scenarioAt: absolute(path))
        let content = try content(of: path, display)
        let mistakes: [Problem]
        do throws(Problems) {
            let bytes = try content.get()
            let root = try YAMLReader.read(bytes: bytes, file: display)
            return ScenarioDocument(root, file: display, files: files)
        } catch {
            mistakes = error.list
        }
        return ScenarioDocument(
            path: files.scenario,
            file: display,
            bases: [],
            content: .mistaken(mistakes)
        )
    }

    /// What a file holds; that it is not a file is a mistake of whoever names it.
    private func content(
        of path: String,
        _ display: String
    ) throws(Failure) -> Result<[UInt8], Problems> {
        do throws(RegularFile.Problem) {
            return .success(try RegularFile.read(absolute(path)))
        } catch {
            switch error {
            case _ where error.isMissing: throw .missing(display)
            case .isOther(let kind) where kind != .folder:
                let place = SourceLocation(file: display, line: 1, column: 1)
                return .failure(Problems([Problem(location: place, message: "\(error)")]))
            case .isOther, .system, .tooLong: throw .unreadable(display)
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
}
