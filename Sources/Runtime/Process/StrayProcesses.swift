internal import Agents
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
/// They are known by a variable that every program of a run has in its environment, and no other program has. One that
/// cleared its environment is known by its own session, without a terminal, in the workspace: who merely works there
/// belongs to the tool's session, or to one that began elsewhere. Only Linux lists them; elsewhere none is found.
package enum StrayProcesses {
    /// Each round finds what was started while the one before was looking.
    private static let rounds = 3

    /// Ends those that were started in a workspace; none of the tool's own session, whose leader may have ended long
    /// ago (a job started with `nohup`, a service).
    static func end(of workspace: String, ownSession: pid_t = getsid(0)) {
        let mark = Array("\(ProcessAgent.workspaceVariable)=\(workspace)".utf8)
        let started = ListedProcess(getpid())?.started ?? .max
        for _ in 0..<rounds {
            let found = all().filter {
                hasMark(mark, $0)
                    || isDaemon($0, of: workspace, since: started, ownSession: ownSession)
            }
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    /// Ends those that were started in any workspace of a folder: their run's process was killed, and could not do it.
    package static func end(under folder: String) {
        let mark = Array("\(ProcessAgent.workspaceVariable)=\(folder)/".utf8)
        for _ in 0..<rounds {
            let found = all().filter { process in
                environment(of: process).contains { $0.starts(with: mark) }
            }
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    private static func all() -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { $0 != getpid() }
    }

    private static func hasMark(_ mark: [UInt8], _ process: pid_t) -> Bool {
        environment(of: process).contains { $0.elementsEqual(mark) }
    }

    private static func environment(of process: pid_t) -> [Data.SubSequence] {
        let file = URL(fileURLWithPath: "/proc/\(process)/environ")
        return (try? Data(contentsOf: file))?.split(separator: 0) ?? []
    }

    /// Whether a process works in the workspace, in a session that began there after the tool did.
    ///
    /// Session 0 began outside the container, so before the tool did.
    private static func isDaemon(
        _ process: pid_t,
        of workspace: String,
        since: UInt64,
        ownSession: pid_t
    ) -> Bool {
        guard isAtWork(process, in: workspace), let found = ListedProcess(process),
            !found.hasTerminal, found.started >= since,
            found.session != ownSession, found.session != 0
        else { return false }
        return found.session == process || ListedProcess(found.session) == nil
            || isAtWork(found.session, in: workspace)
    }

    private static func isAtWork(_ process: pid_t, in workspace: String) -> Bool {
        let link = "/proc/\(process)/cwd"
        guard let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
            return false
        }
        return folder == workspace || folder.hasPrefix("\(workspace)/")
    }
}

/// What Linux lists of a process (proc_pid_stat(5)).
private struct ListedProcess {
    let session: pid_t
    let hasTerminal: Bool
    /// When it started, in ticks since the machine did.
    let started: UInt64

    /// `nil` if there is no such process.
    init?(_ process: pid_t) {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/stat")) else {
            return nil
        }
        // The name comes before, in brackets, and may hold anything.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?
            .split(separator: " ")
        guard let fields, fields.count > 19, let session = pid_t(fields[3]),
            let terminal = Int(fields[4]), let started = UInt64(fields[19])
        else { return nil }
        self.session = session
        hasTerminal = terminal != 0
        self.started = started
    }
}
