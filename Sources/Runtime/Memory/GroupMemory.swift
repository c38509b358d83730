internal import Locks
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The memory of the process group of one program: the largest sum of what its processes had, each at its most.
///
/// It is looked at where the program starts, whenever it writes, every 20 ms (`GroupSampler`), and at its end. The
/// kernel's accounting of ended children (wait4(2)) has no sum of several processes, and counts from what this process
/// had before it started the program.
final class GroupMemory: MeasuredMemory {
    private struct State {
        var group: pid_t?
        var members: [pid_t] = []
        var most: Int?
        var lastLook: ContinuousClock.Instant?
    }

    private let state = Guarded(State())
    private let clock: ContinuousClock

    init(_ clock: ContinuousClock) {
        self.clock = clock
    }

    /// The most so far; `nil` where the kernel says nothing, or where the program ended before anybody could look.
    var use: MemoryUse? { state.withLock { $0.most }.map { .bytes($0) } }

    /// The program has started, as the first of its group.
    func begin(_ group: pid_t) {
        state.withLock { state in
            state.group = group
            state.members = [group]
        }
        look()
        GroupSampler.shared.add(group) { [self] members in found(members) }
    }

    /// The program has written something. What it writes within a millisecond is one piece of news.
    func heard() {
        let now = clock.now
        let isDue = state.withLock { state in
            if let last = state.lastLook, now - last < .milliseconds(1) { return false }
            state.lastLook = now
            return true
        }
        if isDue { look() }
    }

    /// Looks at those of the group that are known.
    private func look() { look(at: state.withLock { $0.members }) }

    /// The group is about to be killed, and its number may be another's from then on.
    func end() {
        look()
        guard let group = state.withLock({ $0.group.take() }) else { return }
        GroupSampler.shared.remove(group)
        state.withLock { $0.members = [] }
    }

    /// These are all of the group.
    func found(_ members: [pid_t]) {
        state.withLock { state in
            if state.group != nil { state.members = members }
        }
        look(at: members)
    }

    private func look(at members: [pid_t]) {
        #if os(Linux)
        let found = members.compactMap { member in ProcessStatus(member).map { (member, $0) } }
        guard !found.isEmpty else { return }
        let sum = found.highWaterSum()
        state.withLock { state in
            if state.group != nil { state.most = max(state.most ?? 0, sum) }
        }
        #endif
    }
}
