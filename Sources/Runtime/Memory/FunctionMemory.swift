internal import Locks
internal import Workflows

/// The memory of an agent that is a function in this process: the most that the process had while it was at work, less
/// what it had before.
///
/// The kernel counts by process. Of functions at work at the same time, whatever run they are of, nobody can say whose
/// memory it is.
final class FunctionMemory: MeasuredMemory {
    private struct State {
        var stay: OwnMemory.Stay?
        var use: MemoryUse?
    }

    private let state = Guarded(State())

    /// What it has come to by now.
    var use: MemoryUse? {
        state.withLock { $0.stay.map { OwnMemory.shared.use(since: $0) } ?? $0.use }
    }

    /// The function is about to begin.
    func begin() {
        let stay = OwnMemory.shared.enter()
        state.withLock { $0.stay = stay }
    }

    /// The function is over.
    func end() {
        state.withLock { state in
            guard let stay = state.stay.take() else { return }
            state.use = OwnMemory.shared.leave(stay)
        }
    }
}
