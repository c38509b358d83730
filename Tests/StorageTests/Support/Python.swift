import Foundation

/// Another process, because locks within one process prove little.
final class Python {
    private let process = Process()
    private let pipe = Pipe()

    /// Starts a program.
    init(_ program: String) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        process.standardOutput = pipe
        try process.run()
    }

    deinit { kill() }

    /// Whether it has not ended yet.
    var isRunning: Bool { process.isRunning }

    /// The next line that it prints, at most 100 bytes.
    func line() -> String {
        let bytes = pipe.fileHandleForReading.availableData
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Ends it without a chance to tidy up.
    func kill() {
        guard process.isRunning else { return }
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// Runs a program to its end; its exit code, or `nil` where it cannot be started.
func run(_ program: String, _ arguments: [String]) -> Int32? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus
}
