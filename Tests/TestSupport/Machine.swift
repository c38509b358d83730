package import Foundation

/// What tests need of the machine that they run on, and say so where it is missing.
package enum Machine {
    package static let environment = ProcessInfo.processInfo.environment

    package static let hasPython = program("python3") != nil

    package static let pythonIsMissing = "python3 is missing from PATH: nothing here was tested"

    /// As the tool does before anything else: a child that stops reading must not end this program.
    package static let ignoresBrokenPipes = signal(SIGPIPE, SIG_IGN) == nil

    /// Where a program lies: at its path, or in a folder of `PATH`.
    package static func program(_ name: String) -> String? {
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let places = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Waits until a process is gone or only its entry is left; false where it lives on.
    ///
    /// A signal is delivered once the process is scheduled, which on a busy machine is later than it was sent.
    package static func isGone(_ process: pid_t) async throws -> Bool {
        for _ in 0..<1000 {
            if !isAlive(process) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Whether a process is there, and more than an entry that its parent has not asked for yet.
    package static func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let state = stat.split(separator: ")").last?.split(separator: " ").first
        else { return true }
        return state != "Z" && state != "X"
    }

    /// What a Python program prints for an input, or how it ended where it failed.
    package static func runPython(_ program: String, input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let (standardInput, standardOutput) = (Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = standardOutput
        process.standardError = FileHandle.nullDevice
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return "exit \(process.terminationStatus)" }
        return String(decoding: output, as: UTF8.self)
    }
}
