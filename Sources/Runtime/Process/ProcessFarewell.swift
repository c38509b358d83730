internal import Locks

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// How a program ends that is no longer wanted: its group gets SIGTERM, and is killed once its grace is over or nobody
/// waits any more.
final class ProcessFarewell: Sendable {
    private struct State {
        var timer: Task<Void, Never>?
        var place: Int?
        var isOver = false
    }

    private let state = Guarded(State())
    private let grace: Duration?
    private let urgency: Urgency
    private let signals: ProcessSignals
    private let clock: ContinuousClock

    /// Without a grace of its own it may take its time until nobody waits any more.
    init(grace: Duration?, _ urgency: Urgency, _ signals: ProcessSignals, _ clock: ContinuousClock)
    {
        self.grace = grace
        self.urgency = urgency
        self.signals = signals
        self.clock = clock
    }

    /// The program is no longer wanted; to cancel the call is to kill its group.
    func begin<Ending: Sendable>(_ call: Task<Ending, Never>) {
        guard grace != .zero, !urgency.isDemanded else {
            call.cancel()
            return
        }
        signals.post(SIGTERM)
        let timer = grace.map { grace in
            Task { [clock] in
                if (try? await clock.sleep(for: grace)) != nil { call.cancel() }
            }
        }
        let place = urgency.whenDemanded { call.cancel() }
        let isOver = state.withLock { state in
            state.timer = timer
            state.place = place
            return state.isOver
        }
        if isOver { end() }
    }

    /// The program has ended.
    func end() {
        let (timer, place) = state.withLock { state in
            state.isOver = true
            return (state.timer, state.place)
        }
        timer?.cancel()
        if let place { urgency.forget(place) }
    }
}

extension ProcessCall {
    /// Performs the call; when the task is cancelled the child's group is asked to go, and killed once its grace is over.
    func perform() async -> Ending {
        guard grace > .zero, !Task.isCancelled else { return await performed() }
        let farewell = ProcessFarewell(grace: grace, urgency, signals, clock)
        let call = Task { await performed() }
        defer { farewell.end() }
        return await withTaskCancellationHandler {
            await call.value
        } onCancel: {
            // What is held back of its output keeps it from ending.
            frames.release()
            farewell.begin(call)
        }
    }
}
