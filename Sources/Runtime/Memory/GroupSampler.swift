internal import Dispatch
internal import Locks

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Looks at the process groups of all programs at work every 20 ms, on a thread of its own: threads that tasks share
/// have other things to do. Without programs it does nothing.
///
/// It is one for the whole process because the list of processes is: a hundred programs at work need one look at it.
final class GroupSampler: Sendable {
    /// Receives all processes of a group.
    typealias Found = @Sendable (_ members: [pid_t]) -> Void

    static let shared = GroupSampler()

    /// How long a program can have memory that nobody sees.
    private static let interval = DispatchTimeInterval.milliseconds(20)
    /// Programs that have just started may be short: they are looked at this often for the first 100 ms.
    private static let firstInterval = DispatchTimeInterval.milliseconds(5)
    private static let firstLooks = 20

    private struct State {
        var groups: [pid_t: Found] = [:]
        var isAtWork = false
        /// How many looks are still to follow each other closely.
        var quickLooks = 0
    }

    private let state = Guarded(State())
    private let queue = DispatchQueue(label: "moonlight.memory", qos: .userInitiated)

    private init() {}

    /// A program has started, as the first of its group.
    func add(_ group: pid_t, found: @escaping Found) {
        #if os(Linux)
        let begins = state.withLock { state in
            state.groups[group] = found
            state.quickLooks = Self.firstLooks
            defer { state.isAtWork = true }
            return !state.isAtWork
        }
        if begins { lookLater() }
        #endif
    }

    /// A program is over.
    func remove(_ group: pid_t) {
        state.withLock { $0.groups[group] = nil }
    }

    /// Whether there is no program to look at.
    var isIdle: Bool { state.withLock { $0.groups.isEmpty } }

    #if os(Linux)
    private func lookLater() {
        let isQuick = state.withLock { state in
            state.quickLooks = max(0, state.quickLooks - 1)
            return state.quickLooks > 0
        }
        queue.asyncAfter(deadline: .now() + (isQuick ? Self.firstInterval : Self.interval)) {
            [self] in look()
        }
    }

    private func look() {
        let groups = state.withLock { state in
            state.isAtWork = !state.groups.isEmpty
            return state.groups
        }
        guard !groups.isEmpty else { return }
        let members = ListedProcesses.members(ofGroups: groups.keys)
        for (group, found) in groups { found(members[group] ?? []) }
        lookLater()
    }
    #endif
}

#if os(Linux)
/// The processes that there are.
private enum ListedProcesses {
    /// Those of each of these groups.
    static func members(ofGroups groups: some Collection<pid_t>) -> [pid_t: [pid_t]] {
        var members: [pid_t: [pid_t]] = [:]
        for group in groups { members[group] = [] }
        guard let folder = opendir("/proc") else { return members }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = UnsafeRawPointer(entry)
                .advanced(by: MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
                .assumingMemoryBound(to: CChar.self)
            // Everything else there begins with a letter, and is 0.
            let process = pid_t(clamping: strtol(name, nil, 10))
            guard process > 0 else { continue }
            members[getpgid(process)]?.append(process)
        }
        return members
    }
}
#endif
