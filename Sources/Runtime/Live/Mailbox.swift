internal import DequeModule
internal import Locks
internal import Workflows

/// Where tasks leave their reports for the one loop that takes them, in the order in which they came.
///
/// Unlike a stream, it keeps working when the loop's task is cancelled: a commit in flight has to be answered even
/// then.
final class Mailbox: Sendable {
    private struct State {
        var reports: Deque<LiveReport> = []
        /// Resumed by whoever takes it out, which is done under the lock: exactly once.
        var reader: UnsafeContinuation<Deque<LiveReport>, Never>?
    }

    private let state = Guarded(State())

    /// Leaves a report.
    func post(_ report: LiveReport) {
        let reader = state.withLock { state -> UnsafeContinuation<Deque<LiveReport>, Never>? in
            guard let reader = state.reader else {
                state.reports.append(report)
                return nil
            }
            state.reader = nil
            return reader
        }
        reader?.resume(returning: [report])
    }

    /// Takes all reports, at least one; waits if there is none. Only one task may wait.
    func all() async -> Deque<LiveReport> {
        await withUnsafeContinuation { reader in
            let waiting = state.withLock { state -> Deque<LiveReport> in
                let reports = state.reports
                state.reports = []
                guard reports.isEmpty else { return reports }
                precondition(state.reader == nil, "two tasks read one mailbox")
                state.reader = reader
                return []
            }
            if !waiting.isEmpty { reader.resume(returning: waiting) }
        }
    }
}

/// What a live run learns from the tasks that work for it.
enum LiveReport: Sendable {
    case signal(Signal)
    /// The agent of a call is done, and its answer is written down; so many bytes were held meanwhile.
    case answered(CallID, held: Int)
    /// The same, where its stream ended after some of its frames.
    case cut(CallID, frames: Int, of: Int)
    /// The agent of a call is done, and its answer never comes.
    case silent(CallID)
    /// Something acted on the stream of a call.
    case disturbed(CallID, [FiredFault])
    /// The files of a result are in their place, or are not.
    case kept(PhaseOutput, TurnID, OperationFailure?)
    /// Nothing of the run has any time left, undoing neither.
    case hurried
    /// A deadline may have passed.
    case alarm
    /// A result that was waited for may be there.
    case lookAgain(phase: Int)
    /// An entry is recorded, or is not.
    case recorded(OperationFailure?, injected: InjectedFailure? = nil)
    /// An entry is torn or damaged, and the process dies over it.
    case tore
    /// The process of the runs stopped for this long.
    case paused(Duration)
    /// The process of the runs is dead.
    case died
    /// The process of the runs died by a fault.
    case crashed
}
