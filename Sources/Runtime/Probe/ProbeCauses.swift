internal import Locks

/// Why a probe has no answer yet, for whoever ends the wait.
final class ProbeCauses: Sendable {
    /// Nobody listens.
    static let refused = "connection refused"

    private struct State {
        var cause: String?
        /// Whether it is of a try that is over.
        var isOfEndedTry = false
        var isSettled = false
    }

    private let state = Guarded(State())

    /// The latest; `nil` before the first try.
    var last: String? { state.withLock { $0.cause } }

    /// A try has ended without an answer.
    func note(_ cause: String) {
        state.withLock { state in
            guard !state.isSettled else { return }
            state.cause = cause
            state.isOfEndedTry = cause != Self.refused
        }
    }

    /// A try has come so far; how an earlier one ended says more.
    func noteWaiting(_ cause: String) {
        state.withLock { state in
            if !state.isSettled, !state.isOfEndedTry { state.cause = cause }
        }
    }

    /// The wait is over: what an ended server does to its connections is not a cause.
    func settle() {
        state.withLock { $0.isSettled = true }
    }
}
