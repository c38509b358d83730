package import Shapes
internal import Foundation

/// What some files and folders hold.
package struct ScenarioSuite: Sendable {
    /// How many files there are.
    package let files: Int
    /// What there is to run, in the order of the files.
    package let scenarios: [Scenario]
    /// The files that only others extend, as messages show them.
    package let bases: [String]
    /// All mistakes of all files, each once.
    package let mistakes: [Problem]
}

extension ScenarioLoader {
    /// Reads and checks everything at these paths, several files at a time.
    ///
    /// A file without runs that another one extends is a base, and nothing to run; one that none extends is a mistake.
    package func suite(at paths: [String]) async throws -> ScenarioSuite {
        let documents = try await documents(files(at: paths))
        let extended = Set(documents.flatMap(\.bases))
        var scenarios: [Scenario] = []
        var bases: [String] = []
        var mistakes: [Problem] = []
        for document in documents {
            switch document.content {
            case .scenarios(let variants): scenarios += variants
            case .climate: break
            case .mistaken(let problems): mistakes += problems
            case .base(let problems):
                if extended.contains(document.path) || Self.isExtended(document.path) {
                    bases.append(document.file)
                } else {
                    mistakes += problems
                }
            }
        }
        var reported: Set<Problem> = []
        return ScenarioSuite(
            files: documents.count,
            scenarios: scenarios,
            bases: bases,
            mistakes: Problems(mistakes.filter { reported.insert($0).inserted }).list
        )
    }

    private func documents(_ files: [String]) async throws -> [ScenarioDocument] {
        try await withThrowingTaskGroup(of: (Int, ScenarioDocument).self) { group in
            for (number, file) in files.enumerated() {
                group.addTask { (number, try document(file)) }
            }
            var documents: [ScenarioDocument?] = Array(repeating: nil, count: files.count)
            for try await (number, document) in group { documents[number] = document }
            return documents.compactMap { $0 }
        }
    }
}

// Who extends a file that nothing at the paths extends.
extension ScenarioLoader {
    /// How many files and folders of a repository are looked at.
    private static let searched = 20_000

    /// Whether a file of the same repository extends this one.
    private static func isExtended(_ base: String) -> Bool {
        let repository = ScenarioFiles(scenarioAt: base).repository
        guard let names = FileManager.default.enumerator(atPath: repository) else { return false }
        for _ in 0..<searched {
            guard let name = names.nextObject() as? String else { return false }
            if name.split(separator: "/").last?.hasPrefix(".") == true {
                names.skipDescendants()
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml"),
                directBase(of: "\(repository)/\(name)") == base
            {
                return true
            }
        }
        return false
    }

    /// The file that this one names under `extends`; `nil` if it names none or is not one of ours.
    private static func directBase(of file: String) -> String? {
        guard let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int,
            size <= YAMLReader.maximumBytes,
            let data = FileManager.default.contents(atPath: file),
            data.range(of: Data("extends".utf8)) != nil,
            let root = try? YAMLReader.read(bytes: [UInt8](data), file: file),
            let base = root[ScenarioKeys.extends]?.string
        else { return nil }
        return ScenarioFiles(scenarioAt: file).resolved(base)
    }
}
