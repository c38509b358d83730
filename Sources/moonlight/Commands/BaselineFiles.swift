internal import Benchmarks
internal import Foundation

/// Where baselines are kept.
enum BaselineFiles {
    static let folder = "reports/baselines"

    /// The file with this name; `nil` if the name is not valid for a file.
    static func path(of name: String) -> String? {
        let isPlain =
            !name.isEmpty && !name.hasPrefix(".")
            && name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
        return isPlain ? "\(folder)/\(name).xml" : nil
    }

    /// Reads a baseline by its file, or else by its name.
    static func read(_ nameOrFile: String) throws -> Baseline {
        if FileManager.default.fileExists(atPath: nameOrFile) {
            return try BaselineXML.read(file: nameOrFile)
        }
        guard let path = path(of: nameOrFile), FileManager.default.fileExists(atPath: path) else {
            StandardError.write(
                "moonlight: \(nameOrFile): no such file, and no baseline of that name in \(folder)\n"
            )
            throw ExitStatus.missingFile
        }
        return try BaselineXML.read(file: path)
    }

    /// Refuses to replace a baseline that holds what these subjects don't: it would be lost.
    static func requireSame(
        _ name: String,
        _ subjects: [BenchmarkSubject],
        overwrite: Bool
    ) throws {
        guard !overwrite, let path = path(of: name), FileManager.default.fileExists(atPath: path)
        else { return }
        let measured = Set(subjects.flatMap(\.keys))
        let old = try BaselineXML.read(file: path)
        guard let lost = old.series.first(where: { !measured.contains($0.key) }) else { return }
        StandardError.write(
            "\(path): error: expected a baseline of the same scenarios or commands, found one with "
                + "\(lost.name); --overwrite replaces it\n"
        )
        throw ExitStatus.invalidInput
    }
}
