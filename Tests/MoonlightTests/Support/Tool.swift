import Foundation
import Testing

/// The built command-line tool, run as its users run it.
struct Tool {
    /// What a run of the tool left.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The tool stands beside the test runner.
    static let path: String = {
        let runner = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
        let beside = runner.deletingLastPathComponent().appendingPathComponent("moonlight").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return root.appendingPathComponent(".build/debug/moonlight").path
    }()

    /// The environment of a user without any of ours.
    static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for name in [
            "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "NO_COLOR", "TERM",
        ] {
            environment[name] = nil
        }
        return environment
    }

    /// Runs the tool to its end.
    static func run(
        _ arguments: [String],
        in folder: URL,
        environment extra: [String: String] = [:]
    ) throws -> Outcome {
        try run(path, arguments, in: folder, environment: extra)
    }

    /// Runs any program to its end; output goes through files, so that no pipe fills.
    static func run(
        _ program: String,
        _ arguments: [String],
        in folder: URL,
        environment extra: [String: String] = [:]
    ) throws -> Outcome {
        let scratch = try TemporaryFolder()
        let output = scratch.url.appendingPathComponent("out")
        let errors = scratch.url.appendingPathComponent("err")
        let process = try start(
            program,
            arguments,
            in: folder,
            environment: extra,
            output: output,
            errors: errors
        )
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// Starts a program whose streams go to files.
    static func start(
        _ program: String,
        _ arguments: [String],
        in folder: URL,
        environment extra: [String: String] = [:],
        output: URL,
        errors: URL
    ) throws -> Process {
        try Data().write(to: output)
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(extra) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        return process
    }
}

/// A folder that goes when its owner does.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("moonlight-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file and the folders above it.
    func write(_ path: String, _ text: String) throws {
        let file = url.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(path)), as: UTF8.self)
    }

    func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appendingPathComponent(path).path)
    }

    /// Every regular file below, with its bytes.
    func files() throws -> [(path: String, bytes: Data)] {
        let names = FileManager.default.subpaths(atPath: url.path) ?? []
        return try names.sorted().compactMap { name in
            let path = url.appendingPathComponent(name)
            let kind = try FileManager.default.attributesOfItem(atPath: path.path)[.type]
            guard kind as? FileAttributeType == .typeRegular else { return nil }
            return (name, try Data(contentsOf: path))
        }
    }
}

/// Parts of the machine that some tests need and say so when they are missing.
enum Machine {
    static let hasPython = which("python3") != nil
    static let hasSum = which("sha256sum") != nil

    /// A python3 that has the module, if there is one.
    static func python(with module: String) -> String? {
        ["python3", "/usr/bin/python3"].compactMap { which($0) }.first { python in
            let folder = FileManager.default.temporaryDirectory
            return (try? Tool.run(python, ["-c", "import \(module)"], in: folder))?.code == 0
        }
    }

    static func which(_ name: String) -> String? {
        if name.hasPrefix("/") {
            return FileManager.default.isExecutableFile(atPath: name) ? name : nil
        }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
