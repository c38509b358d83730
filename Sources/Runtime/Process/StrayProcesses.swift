internal import Foundation

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Programs that left their group, as daemons do, and outlived the call that started them.
///
/// They are known by a variable that every program of a run has in its environment, and nobody else: where somebody
/// works, or has a home, says nothing of who started them. Only Linux lists them; elsewhere none is found.
enum StrayProcesses {
    /// Each round finds what was started while the one before was looking.
    private static let rounds = 3

    /// Ends those that were started in a workspace.
    static func end(of workspace: String) {
        let mark = Array("\(ProcessAgent.workspaceVariable)=\(workspace)".utf8)
        for _ in 0..<rounds {
            let found = all(with: mark)
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    private static func all(with mark: [UInt8]) -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { process in
            let file = URL(fileURLWithPath: "/proc/\(process)/environ")
            guard process != getpid(), let environment = try? Data(contentsOf: file) else {
                return false
            }
            return environment.split(separator: 0).contains { $0.elementsEqual(mark) }
        }
    }
}
