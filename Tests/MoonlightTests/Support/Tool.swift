import Foundation
import TestSupport
import Testing

/// The built command-line tool, run as its users run it.
struct Tool {
    /// What a run of the tool left.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The tool is next to the test runner.
    static let path: String = {
        let runner = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
        let beside = runner.deletingLastPathComponent().appendingPathComponent("moonlight").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Repository.url(of: ".build/debug/moonlight").path
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
        let output = scratch.url(of: "out")
        let errors = scratch.url(of: "err")
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

extension Machine {
    static let hasSum = program("sha256sum") != nil

    /// A python3 that has the module, if there is one.
    static func python(with module: String) -> String? {
        ["python3", "/usr/bin/python3"].compactMap { program($0) }.first { python in
            let folder = FileManager.default.temporaryDirectory
            return (try? Tool.run(python, ["-c", "import \(module)"], in: folder))?.code == 0
        }
    }
}
