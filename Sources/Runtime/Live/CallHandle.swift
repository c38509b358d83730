internal import Locks

/// A call that was asked for: begun once, stopped at any time, awaited at the end of its run.
final class CallHandle: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isStopped = false
    }

    let call: CallTask
    private let state = Guarded(State())

    init(_ call: CallTask) {
        self.call = call
    }

    /// Begins the call, unless it was stopped before; `inPlace` until its first wait on the caller's thread.
    func begin(inPlace: Bool) {
        state.withLock { state in
            guard !state.isStopped else { return }
            if inPlace, #available(macOS 26, *) {
                state.task = nil
            } else {
                state.task = Task { await self.call.report() }
            }
        }
        guard inPlace, #available(macOS 26, *), !isStopped else { return }
        // What begins in place may come back here: the lock must not be held.
        let task = Task.immediate { await self.call.report() }
        state.withLock { state in
            state.task = task
            if state.isStopped { task.cancel() }
        }
    }

    /// Whether its answer is no longer wanted.
    private var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Ends the call before it ends itself.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.task?.cancel()
        }
    }

    /// Returns when the call and everything that it started have ended.
    func end() async {
        await state.withLock { $0.task }?.value
    }
}
