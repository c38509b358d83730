import Shapes
import Foundation

import Scenarios
import Shapes

/// A folder with files, removed with all it holds when its owner goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let template = FileManager.default.temporaryDirectory.path + "/scenario-tests-XXXXXX"
        var bytes = Array(template.utf8CString)
        guard let made = mkdtemp(&bytes) else { throw CocoaError(.fileWriteUnknown) }
        path = URL(fileURLWithPath: String(cString: made)).resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and the folders that lead to it.
    func file(_ name: String, _ content: String = "") throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(content.utf8).write(to: file)
    }

    func content(of name: String) -> String? {
        try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    /// Loads a scenario from its text; messages call it `x.yaml`.
    func load(_ text: String, as name: String = "x.yaml") throws -> Scenario {
        try file(name, text)
        return try ScenarioLoader(workingDirectory: path).load(name)
    }

    /// The lines that a user sees for a text.
    func complaints(about text: String) throws -> [String] {
        do {
            _ = try load(text)
            return []
        } catch let problems as Problems {
            return problems.description.split(separator: "\n").map(String.init)
        }
    }
}

/// The repository that the tests belong to.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let loader = ScenarioLoader(workingDirectory: root)

    /// The scenario files that are shipped, as messages show them.
    static let scenarioFiles: [String] = {
        let files = try? loader.files(at: ["Scenarios", "Fixtures/claims"])
        return (files ?? []).map(loader.displayed)
    }()
}
