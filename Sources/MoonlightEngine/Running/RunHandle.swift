internal import Locks

/// A run that was started, and goes on by itself.
public struct RunHandle: Sendable {
    /// The run's id.
    public let id: String
    private let log: RunEventLog
    private let task: Task<RunResult, Never>

    init(id: String, log: RunEventLog, task: Task<RunResult, Never>) {
        self.id = id
        self.log = log
        self.task = task
    }

    /// Everything that happens in the run, from its first event to its last.
    ///
    /// Each use is a sequence of its own that begins with the first event. The run does not wait for who reads.
    public var events: some AsyncSequence<RunEvent, Never> & Sendable { log.stream() }

    /// What came of the run, once it is over. When the waiting task is cancelled, the run is not.
    public func result() async -> RunResult { await task.value }

    /// Cancels the run, unless it is over; it can be resumed.
    public func cancel() { task.cancel() }
}

/// The events of a run, for any number of readers.
final class RunEventLog: Sendable {
    private struct State: Sendable {
        var events: [RunEvent] = []
        var readers: [Int: AsyncStream<RunEvent>.Continuation] = [:]
        var streams = 0
        var isOver = false
    }

    private let state = Guarded(State())

    func add(_ event: RunEvent) {
        state.withLock { state in
            state.events.append(event)
            // In their order for each reader: within the lock. Nobody is called back here.
            for reader in state.readers.values { reader.yield(event) }
        }
    }

    func end() {
        let readers = state.withLock { state in
            state.isOver = true
            return state.readers
        }
        for reader in readers.values { reader.finish() }
    }

    func stream() -> AsyncStream<RunEvent> {
        let (stream, reader) = AsyncStream<RunEvent>.makeStream()
        let number: Int? = state.withLock { state in
            for event in state.events { reader.yield(event) }
            guard !state.isOver else { return nil }
            state.streams += 1
            state.readers[state.streams] = reader
            return state.streams
        }
        guard let number else {
            reader.finish()
            return stream
        }
        // Who stops reading is not written to any more.
        reader.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: number) }
        }
        return stream
    }
}
