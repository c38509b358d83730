internal import Synchronization

/// Ends a call before the run does.
final class CallStop: Sendable {
    /// Ends when the call is stopped.
    let signal: AsyncStream<Never>
    private let end: AsyncStream<Never>.Continuation
    private let stopped = Atomic(false)

    init() {
        (signal, end) = AsyncStream<Never>.makeStream()
    }

    /// Whether the call need not begin any more.
    var isStopped: Bool { stopped.load(ordering: .relaxed) }

    func stop() {
        stopped.store(true, ordering: .relaxed)
        end.finish()
    }
}
