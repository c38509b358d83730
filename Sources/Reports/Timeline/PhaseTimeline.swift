internal import Workflows

/// What one phase did in one execution of a run.
struct PhaseTimeline: Sendable {
    /// Its state at the end of the execution.
    enum Status: String {
        /// Nothing is recorded of it.
        case pending
        case unfinished, skipped, restored, committed, cached, degraded, failed, cancelled, paused
        case discarded, undone
        case notUndone = "not_undone"
    }

    /// A stretch of time; without an end where none is recorded.
    struct Span: Sendable, Equatable {
        let start: Duration
        var end: Duration?
    }

    /// One call of the phase's agent.
    struct Attempt: Sendable, Equatable {
        /// How it ended.
        enum Outcome: String {
            case succeeded, failed, rejected, cancelled, unfinished
        }

        let number: Int
        var span: Span
        var outcome = Outcome.unfinished
        var cause: String?
        /// What it used, as far as anybody says.
        var usage = Usage.unknown
    }

    /// Why results were taken back.
    enum Reason {
        case rollback, revision
    }

    let id: PhaseID
    private(set) var status = Status.pending
    private(set) var turns: [Span] = []
    private(set) var attempts: [Attempt] = []
    private(set) var waits: [Span] = []
    private(set) var compensations: [Span] = []
    private(set) var hits: [Duration] = []
    /// Whether it took its fallback, in this execution or in one before.
    private(set) var isDegraded = false
    private(set) var isSlow = false
    private(set) var rollbacks = 0
    private(set) var revisions = 0

    init(id: PhaseID) {
        self.id = id
    }

    /// How long it waited between attempts.
    func waited(until end: Duration) -> Duration {
        waits.reduce(.zero) { $0 + ($1.end ?? end) - $1.start }
    }

    /// The most memory that one of its attempts had, in bytes; `nil` where it is not known of any.
    var memory: Int? { attempts.compactMap(\.usage.memoryBytes).max() }

    /// The time of all its turns.
    func took(until end: Duration) -> Duration {
        turns.reduce(.zero) { $0 + ($1.end ?? end) - $1.start }
    }

    /// Takes up an event of this phase; `reason` is what last took back results in the run.
    mutating func add(_ event: Event, reason: Reason?) {
        let time = event.time
        switch event.kind {
        case .phaseStarted:
            status = .unfinished
            turns.append(Span(start: time))
        case .phaseEnded(_, let ending):
            endTurn(time)
            switch ending {
            case .committed: status = .committed
            case .cached: status = .cached
            case .degraded: status = .degraded
            case .failed: status = .failed
            case .discarded: takeBack(reason)
            case .cancelled: status = .cancelled
            case .paused: status = .paused
            }
        case .phaseSkipped: status = .skipped
        case .phaseRestored(_, _, let isFallback):
            status = .restored
            isDegraded = isFallback
        case .phaseDegraded: isDegraded = true
        case .phaseDiscarded where status != .undone:
            isDegraded = false
            takeBack(reason)
        case .cacheHit: hits.append(time)
        case .anomalyFound: isSlow = true
        case .hookEnded(_, .after, _): endTurn(time)
        case .compensationStarted:
            compensations.append(Span(start: time))
            status = .notUndone
        case .compensated(_, _, let failure):
            Self.close(&compensations, time)
            status = failure == nil ? .undone : .notUndone
        default: addAttempt(event)
        }
    }

    private mutating func addAttempt(_ event: Event) {
        switch event.kind {
        case .attemptStarted(_, let number, _):
            Self.close(&waits, event.time)
            attempts.append(Attempt(number: number, span: Span(start: event.time)))
        case .attemptSucceeded(_, _, _, _, let usage):
            endAttempt(event.time, .succeeded, nil, usage)
        case .attemptFailed(_, _, let failure):
            endAttempt(
                event.time,
                failure.kind == EngineFailure.cancelled.rawValue ? .cancelled : .failed,
                failure.kind,
                failure.usage
            )
        case .retryScheduled: waits.append(Span(start: event.time))
        case .validationFailed(_, let number, _):
            guard let last = attempts.indices.last, attempts[last].number == number,
                attempts[last].outcome == .succeeded
            else { return }
            attempts[last].outcome = .rejected
            attempts[last].cause = EngineFailure.validation.rawValue
        default: break
        }
    }

    private mutating func endAttempt(
        _ time: Duration,
        _ outcome: Attempt.Outcome,
        _ cause: String?,
        _ usage: Usage
    ) {
        guard let last = attempts.indices.last, attempts[last].span.end == nil else { return }
        attempts[last].span.end = time
        attempts[last].outcome = outcome
        attempts[last].cause = cause
        attempts[last].usage = usage
    }

    private mutating func endTurn(_ time: Duration) {
        Self.close(&waits, time)
        guard let last = turns.indices.last else { return }
        turns[last].end = time
    }

    /// A turn is taken back once, however often that is reported.
    private mutating func takeBack(_ reason: Reason?) {
        guard status != .discarded else { return }
        status = .discarded
        switch reason {
        case .rollback: rollbacks += 1
        case .revision: revisions += 1
        case nil: break
        }
    }

    private static func close(_ spans: inout [Span], _ time: Duration) {
        guard let last = spans.indices.last, spans[last].end == nil else { return }
        spans[last].end = time
    }
}
