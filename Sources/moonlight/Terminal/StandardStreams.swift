internal import Foundation
internal import Reports

/// Standard output, written whole. Under GitHub Actions nothing that is written acts as a command but `commands`.
enum StandardOutput {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes a text for people.
    static func write(_ text: String) throws {
        try writeAsIs(GitHubRunner.isThere ? WorkflowCommands.disarmed(text) : text)
    }

    /// Writes a document of JSON.
    static func write(_ json: [UInt8]) throws {
        try writeAsIs(GitHubRunner.isThere ? WorkflowCommands.disarmed(json: json) : json)
    }

    /// Writes a document of XML.
    static func write(xml: [UInt8]) throws {
        try writeAsIs(GitHubRunner.isThere ? WorkflowCommands.disarmed(xml: xml) : xml)
    }

    /// Writes our own commands for GitHub's runner, a line each.
    static func write(commands: [String]) throws {
        try writeAsIs(commands.map { $0 + "\n" }.joined())
    }

    private static func writeAsIs(_ text: String) throws {
        try writeAsIs(Array(text.utf8))
    }

    /// Writes everything; a reader that went away is not a failure, a full disk is.
    private static func writeAsIs(_ bytes: [UInt8]) throws {
        guard let number = FileDescriptorText.write(bytes, to: STDOUT_FILENO) else { return }
        throw WriteFailure(path: "standard output", reason: String(cString: strerror(number)))
    }
}

/// Standard error, written whole. Under GitHub Actions nothing that is written acts as a command but `commands`.
enum StandardError {
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ text: String) {
        writeAsIs(GitHubRunner.isThere ? WorkflowCommands.disarmed(text) : text)
    }

    /// Writes our own commands for GitHub's runner, a line each.
    static func write(commands: [String]) {
        writeAsIs(commands.map { $0 + "\n" }.joined())
    }

    private static func writeAsIs(_ text: String) {
        // There is nowhere left to say that this failed.
        _ = FileDescriptorText.write(Array(text.utf8), to: STDERR_FILENO)
    }

    /// The width of the terminal in columns; 80 where it does not say.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }
}

private enum FileDescriptorText {
    /// Writes everything; the number of the error where that failed, unless the reader went away.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { buffer -> Int32? in
            var rest = buffer[...]
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest)
                let count = Foundation.write(descriptor, chunk.baseAddress, chunk.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno == EPIPE ? nil : errno }
                rest = rest.dropFirst(count)
            }
            return nil
        }
    }
}
