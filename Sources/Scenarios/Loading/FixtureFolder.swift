internal import Files
internal import Foundation
internal import Shapes

/// A folder of files that scenarios know by their names alone, some of which come with the tool.
struct FixtureFolder {
    /// A file that a name means.
    struct File {
        /// The file as messages show it.
        let shown: String
        /// Where it is, or would be if it did not come with the tool.
        let path: String
        /// What it holds.
        let bytes: [UInt8]
    }

    /// The folder below a repository.
    let path: String
    /// What a file of it is, such as `a climate`.
    let noun: String
    /// What comes with the tool, for repositories that have no file of the name: texts by name.
    let builtIn: [String: String]
    /// Whether names may say folders below it, as `nightly/coder`.
    var hasFolders = false

    /// The file of a name in a repository, or what comes with the tool; without either, why it cannot be had.
    func file(
        _ name: String,
        in files: ScenarioFiles
    ) -> Result<File, FileMistake> {
        let shown = "\(path)/\(name).yaml"
        let file = "\(files.repository)/\(shown)"
        let isInside = isInside(name)
        if isInside, Self.isTaken(file) {
            return files.read(file).map { File(shown: shown, path: file, bytes: $0) }
        }
        guard isInside, let text = builtIn[name] else {
            let known = names(in: files)
            return .failure(FileMistake(ProblemList.unknownMessage(noun, name, among: known)))
        }
        return .success(File(shown: shown, path: file, bytes: Array(text.utf8)))
    }

    /// Whether a name is one of a file that can be in the folder.
    private func isInside(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (hasFolders || parts.count == 1)
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    }

    /// Whether a file has the name, be it a link to nothing or nothing that can be looked at: what is built in is no
    /// substitute for it.
    private static func isTaken(_ file: String) -> Bool {
        do throws(SystemError) {
            if try FileStatus.find(file) != nil { return true }
        } catch {
            return error.errno != ENOTDIR
        }
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: file)) != nil
    }

    /// The names that there are.
    private func names(in files: ScenarioFiles) -> [String] {
        let folder = "\(files.repository)/\(path)"
        let own =
            hasFolders
            ? try? FileManager.default.subpathsOfDirectory(atPath: folder)
            : try? FileManager.default.contentsOfDirectory(atPath: folder)
        let names = (own ?? []).filter { $0.hasSuffix(".yaml") && isInside($0) }
            .map { String($0.dropLast(5)) }
        return Set(names).union(builtIn.keys).sorted()
    }
}
