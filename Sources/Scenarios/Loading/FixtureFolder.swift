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

    /// The file of a name in a repository, or what comes with the tool; without either, why it cannot be had.
    func file(
        _ name: String,
        in files: ScenarioFiles
    ) -> Result<File, FileMistake> {
        let shown = "\(path)/\(name).yaml"
        let file = "\(files.repository)/\(shown)"
        let isPlain = !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
        if isPlain, FileStatus(at: file) != nil {
            return files.read(file).map { File(shown: shown, path: file, bytes: $0) }
        }
        guard isPlain, let text = builtIn[name] else {
            let known = names(in: files)
            return .failure(FileMistake(ProblemList.unknownMessage(noun, name, among: known)))
        }
        return .success(File(shown: shown, path: file, bytes: Array(text.utf8)))
    }

    /// The names that there are.
    private func names(in files: ScenarioFiles) -> [String] {
        let folder = "\(files.repository)/\(path)"
        let own = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let names = own.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(5)) }
        return Set(names).union(builtIn.keys).sorted()
    }
}
