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
/// They are known by their home or their working folder: those of a run's programs are the run's workspace. Only Linux
/// lists them; elsewhere none is found.
enum StrayProcesses {
    /// Each round finds what was started while the one before was looking.
    private static let rounds = 3
    private static let home = Array("HOME=".utf8)

    /// Ends those whose home or working folder is this one or lies below it.
    static func end(below folder: String) {
        for _ in 0..<rounds {
            let found = all(below: folder)
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    private static func all(below folder: String) -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { process in
            process != getpid() && (works(process, below: folder) || lives(process, below: folder))
        }
    }

    private static func works(_ process: pid_t, below folder: String) -> Bool {
        let path = "/proc/\(process)/cwd"
        guard let place = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
            return false
        }
        return place == folder || place.hasPrefix("\(folder)/")
    }

    private static func lives(_ process: pid_t, below folder: String) -> Bool {
        let file = URL(fileURLWithPath: "/proc/\(process)/environ")
        guard let environment = try? Data(contentsOf: file) else { return false }
        return environment.split(separator: 0).contains { variable in
            guard variable.starts(with: home) else { return false }
            let place = variable.dropFirst(home.count)
            return place.elementsEqual(folder.utf8) || place.starts(with: "\(folder)/".utf8)
        }
    }
}
