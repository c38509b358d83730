internal import Statistics
internal import Workflows

/// One call of an agent, as replays reckon with it.
struct ReplayedCall: Sendable, Equatable {
    /// How a call ended.
    enum Outcome: Sendable, Equatable {
        /// With an answer that counts.
        case succeeded
        /// With an answer that a validator refused.
        case rejected
        /// With a failure that another attempt may follow.
        case failed
        /// With a failure that none follows.
        case ended
    }

    /// In microseconds.
    var time: Double
    var outcome: Outcome
    /// The wait that followed, in microseconds; `nil` where none was scheduled.
    var delay: Double?
}

/// One turn of a phase, as replays reckon with it.
struct ReplayedTurn: Sendable, Equatable {
    var calls: [ReplayedCall]

    init(calls: [ReplayedCall]) {
        self.calls = calls
    }

    init(_ row: PhaseRow) {
        calls = row.attempts.map { attempt in
            ReplayedCall(
                time: Double(max(0, attempt.duration.microseconds)),
                outcome: ReplayedCall.Outcome(attempt.outcome),
                delay: attempt.delay.map { Double(max(0, $0.microseconds)) }
            )
        }
    }

    /// All calls and the waits between them, in microseconds.
    var cost: Double { calls.reduce(0) { $0 + $1.time + ($1.delay ?? 0) } }

    /// Whether the last call gave what counts.
    var succeeded: Bool { calls.last?.outcome == .succeeded }

    /// How many calls failed.
    var failures: Int { calls.count { $0.outcome == .failed || $0.outcome == .ended } }

    /// Whether it failed although another attempt could have followed.
    var isExhausted: Bool { calls.last?.outcome == .failed }

    /// The same turn at another time: its calls take somewhat longer or shorter.
    func smoothed(_ kernel: LogKernel, _ generator: inout ResamplingGenerator) -> ReplayedTurn {
        guard kernel.bandwidth > 0 else { return self }
        var turn = self
        for place in turn.calls.indices { turn.calls[place].time *= kernel.factor(&generator) }
        return turn
    }
}

extension ReplayedCall.Outcome {
    init(_ outcome: AttemptRow.Outcome) {
        self =
            switch outcome {
            case .succeeded: .succeeded
            case .rejected: .rejected
            case .failed(_, let isRetryable): isRetryable ? .failed : .ended
            case .unknown: .ended
            }
    }
}

extension LogKernel {
    /// The kernel for the times of all calls.
    init(callsOf turns: some Sequence<ReplayedTurn>) {
        self.init(turns.flatMap { $0.calls.map(\.time) })
    }
}

extension PhaseExecutions {
    /// The turns of executions in which agents were called, results from the cache left out.
    var executed: [[ReplayedTurn]] {
        executions.compactMap { execution in
            let turns = execution.turns.filter { !$0.attempts.isEmpty }.map { ReplayedTurn($0) }
            return turns.isEmpty ? nil : turns
        }
    }
}
