internal import Locks
internal import Workflows

/// Signals for the group of one child, whether it has started yet or not.
final class ProcessSignals: Sendable {
    private struct State {
        var send: (@Sendable (Int32) -> Void)?
        var waiting: [Int32] = []
        var isOver = false
    }

    private let state = Guarded(State())

    /// Sends a signal, and SIGKILL once the grace is over; a group that is over gets none.
    func send(_ signal: ProcessSignal, grace: Duration, _ clock: ContinuousClock) {
        post(signal.number)
        guard signal != .kill else { return }
        Task { [weak self] in
            try? await clock.sleep(for: grace)
            self?.post(ProcessSignal.kill.number)
        }
    }

    /// Sends a signal, once the child has started; a group that is over gets none.
    func post(_ number: Int32) {
        let send = state.withLock { state -> (@Sendable (Int32) -> Void)? in
            if state.send == nil, !state.isOver { state.waiting.append(number) }
            return state.send
        }
        send?(number)
    }

    /// The child has started.
    func open(_ send: @escaping @Sendable (Int32) -> Void) {
        let waiting = state.withLock { state in
            state.send = send
            defer { state.waiting = [] }
            return state.waiting
        }
        for number in waiting { send(number) }
    }

    /// The group's number may be another's from now on.
    func close() {
        state.withLock { state in
            state.send = nil
            state.isOver = true
        }
    }
}
