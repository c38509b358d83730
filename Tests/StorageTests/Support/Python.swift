import Foundation

/// Another process, because locks within one process prove little.
final class Python {
    static let isThere = run("/usr/bin/env", ["python3", "-c", "pass"]) == 0

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
