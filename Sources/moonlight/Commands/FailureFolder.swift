internal import ArgumentParser
internal import Exploration
internal import Foundation
internal import Scenarios

/// The folder for failures that exploring found, each a scenario file that extends the original and the trace beside it.
struct FailureFolder: Sendable {
    /// The path as the user gave it.
    let path: String

    /// Whether a file in the folder can extend a scenario: both are in one repository. Without one a file reaches its own
    /// folder alone, and those below it do not reach it.
    func reaches(_ scenario: Scenario) -> Bool {
        let saved = ScenarioFiles(scenarioAt: "\(absolute(path))/saved.yaml")
        return saved.repository == ScenarioFiles(scenarioAt: scenario.path).repository
    }

    /// Whether it has a failure of a scenario.
    func hasFailure(of scenario: Scenario) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let stem = SavedFailure.stem(of: scenario)
        return names.contains { $0.hasPrefix("\(stem)-") && $0.hasSuffix(".yaml") }
    }

    /// The failure of this name; `nil` where it has none that can be read.
    func failure(_ name: String, _ loader: ScenarioLoader) -> Scenario? {
        let file = "\(path)/\(name)"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try? loader.load(file)
    }

    /// Writes a failure; gives the path of the scenario file from the working directory.
    func write(_ saved: SavedFailure, of scenario: Scenario) throws -> String {
        try AtomicFile.makeFolder(path)
        let file = "\(path)/\(saved.name)"
        try AtomicFile.write(saved.events, to: "\(path)/\(saved.eventsName)")
        let base = Self.path(from: absolute(path), to: absolute(scenario.path))
        let text = saved.text(extending: base, tool: ToolVersion.text)
        try AtomicFile.write(Array(text.utf8), to: file)
        return file
    }

    /// Whether a fresh process fails on a file.
    func fails(_ file: String) -> Bool? {
        guard let tool = Bundle.main.executablePath else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["replay", "--quiet", file]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return nil
        }
        process.waitUntilExit()
        return process.terminationStatus == ExitStatus.failed.rawValue
    }

    private func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// The path from a folder to a file, both absolute.
    static func path(from folder: String, to file: String) -> String {
        let from = folder.split(separator: "/")
        let to = file.split(separator: "/")
        let common = zip(from, to).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: from.count - common)
        return (up + to[common...].map(String.init)).joined(separator: "/")
    }
}
