internal import Workflows

/// One thing that happened in a run.
public struct RunEvent: Sendable, Equatable, CustomStringConvertible {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// The run began.
        case runStarted = "run_started"
        /// The run is over.
        case runEnded = "run_ended"
        /// The run goes on after an interruption.
        case runResumed = "run_resumed"
        /// A result counts that was committed before the run was resumed.
        case phaseRestored = "phase_restored"
        /// A phase's turn came.
        case phaseStarted = "phase_started"
        /// A phase is over: `committed`, `cached`, `degraded`, `paused`, `failed`, `discarded` or `cancelled`.
        case phaseEnded = "phase_ended"
        /// A phase is left out.
        case phaseSkipped = "phase_skipped"
        /// A phase took its fallback.
        case phaseDegraded = "phase_degraded"
        /// A phase's result is durable and counts from here on.
        case phaseCommitted = "phase_committed"
        /// A committed result no longer counts.
        case phaseDiscarded = "phase_discarded"
        /// The cache had the result.
        case cacheHit = "cache_hit"
        /// The cache did not have it.
        case cacheMissed = "cache_missed"
        /// An agent was called.
        case attemptStarted = "attempt_started"
        /// A call is over.
        case attemptEnded = "attempt_ended"
        /// Another attempt follows after a delay.
        case retryScheduled = "retry_scheduled"
        /// An output did not satisfy a validator.
        case validationFailed = "validation_failed"
        /// A review sent work back.
        case revisionRequested = "revision_requested"
        /// A fault acted on a call.
        case faultInjected = "fault_injected"
        /// The same failure came several times in a row.
        case patternFound = "pattern_found"
        /// A phase took far longer than it used to.
        case anomalyFound = "anomaly_found"
        /// A failure rolled the run back.
        case rolledBack = "rolled_back"
        /// An agent began to undo a phase.
        case compensationStarted = "compensation_started"
        /// A phase was undone, or could not be.
        case compensated = "compensated"
        /// A hook ran.
        case hookEnded = "hook_ended"
    }

    /// The place on the line of this execution, from 1.
    public let sequence: Int
    /// The time since the start of this execution.
    public let time: Duration
    /// What happened.
    public let kind: Kind
    /// The phase that it concerns.
    public let phase: String?
    /// The number of the attempt that it concerns, from 1.
    public let attempt: Int?
    /// Whatever else is known: `status`, `cause`, `message`, `delay_us`, `validator`, `digest` and others.
    public let details: [String: String]

    /// The event on one line: `phase_committed outline digest=5a0c…`.
    public var description: String {
        ([kind.rawValue] + [phase].compactMap(\.self)
            + (attempt.map { ["attempt=\($0)"] } ?? [])
            + details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
            .joined(separator: " ")
    }
}

extension RunEvent {
    private static let columns: Set = ["seq", "t_us", "run", "repeat", "kind", "phase", "attempt"]

    init(_ event: Event) {
        guard let kind = Kind(rawValue: event.kindName) else {
            preconditionFailure("the event \(event.kindName) has no public kind")
        }
        var details: [String: String] = [:]
        event.forEachField { name, value in
            guard !Self.columns.contains("\(name)") else { return }
            switch value {
            case .text(let text): details["\(name)"] = text
            case .integer(let number): details["\(name)"] = String(number)
            }
        }
        self.kind = kind
        self.details = details
        sequence = event.sequence
        time = event.time
        phase = event.phase?.name
        attempt = event.attempt
    }
}
