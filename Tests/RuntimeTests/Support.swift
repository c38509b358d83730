import Foundation

/// What the suites need of the machine that they run on.
enum Machine {
    static let environment = ProcessInfo.processInfo.environment

    /// Whether servers and other programs in Python can be started.
    static let hasPython = (environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/python3")
    }

    static let pythonIsMissing = "python3 is missing from PATH: nothing here was tested"

    /// As the tool does before anything else: a child that stops reading must not end this program.
    static let ignoresBrokenPipes = signal(SIGPIPE, SIG_IGN) == nil

    /// The repository's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Waits until a process is gone or only its entry is left; false where it lives on.
    static func isGone(_ pid: pid_t) async throws -> Bool {
        for _ in 0..<300 {
            if kill(pid, 0) != 0 || isZombie(pid) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    private static func isZombie(_ pid: pid_t) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let state = stat.split(separator: ")").last?.split(separator: " ").first
        else { return false }
        return state == "Z" || state == "X"
    }
}

/// A folder that is removed, with all it holds, when its owner goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let template = FileManager.default.temporaryDirectory.path + "/runtime-tests-XXXXXX"
        var bytes = Array(template.utf8CString)
        guard let made = mkdtemp(&bytes) else { throw CocoaError(.fileWriteUnknown) }
        path = URL(fileURLWithPath: String(cString: made)).resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func folder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: "\(path)/\(name)",
            withIntermediateDirectories: true
        )
        return "\(path)/\(name)"
    }

    func file(_ name: String, _ content: String, isExecutable: Bool = false) throws {
        try Data(content.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        let mode = isExecutable ? 0o755 : 0o644
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: "\(path)/\(name)"
        )
    }

    func content(of name: String) -> String? {
        try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    /// The number that a process wrote to a file, once it stands there whole.
    func pid(in name: String) async throws -> pid_t? {
        for _ in 0..<1000 {
            if let text = content(of: name), text.hasSuffix("\n"), let pid = pid_t(text.dropLast())
            {
                return pid
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// All that lies in it, by its path, sorted.
    func names(below name: String = "") -> [String] {
        (FileManager.default.subpaths(atPath: "\(path)/\(name)") ?? []).sorted()
    }
}
