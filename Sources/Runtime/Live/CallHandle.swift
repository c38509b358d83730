internal import Locks

/// What stops a call, or the judging of its output, before its run ends, and knows when all that it started has ended.
final class CallHandle: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isStopped = false
    }

    private let state = Guarded(State())
    /// What a program's grace ends with, where it is one.
    private let urgency: Urgency?

    init(_ urgency: Urgency? = nil) {
        self.urgency = urgency
    }

    /// Begins the call in its own task, unless it was stopped before; `inPlace` on the caller's thread until its first
    /// wait.
    func begin(_ call: CallTask, inPlace: Bool) {
        begin(inPlace: inPlace) { await call.report() }
    }

    /// Begins work in its own task, unless it was stopped before.
    func begin(inPlace: Bool = false, _ work: @escaping @Sendable () async -> Void) {
        guard !isStopped else { return }
        let task: Task<Void, Never>
        if inPlace, #available(macOS 26, *) {
            // It may come back here: the lock must not be held.
            task = Task.immediate { await work() }
        } else {
            task = Task { await work() }
        }
        let isStopped = state.withLock { state in
            state.task = task
            return state.isStopped
        }
        if isStopped { task.cancel() }
    }

    /// Whether the answer is no longer wanted.
    private var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Ends the call before it ends itself; a program has its grace, unless it is to end at once.
    func stop(atOnce: Bool) {
        if atOnce { urgency?.demand() }
        let task = state.withLock { state in
            state.isStopped = true
            return state.task
        }
        task?.cancel()
    }

    /// Returns when the call and everything that it started have ended.
    func end() async {
        await state.withLock { $0.task }?.value
    }
}
