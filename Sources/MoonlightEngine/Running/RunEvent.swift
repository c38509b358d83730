internal import Workflows

/// One thing that happened in a run.
public struct RunEvent: Sendable, Equatable, Codable, CustomStringConvertible {
    /// What happened.
    ///
    /// Kinds may be added: a kind that has no constant here has the name that its line of events has.
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable, CaseIterable {
        /// The name, as it stands in a line of events.
        public let rawValue: String

        /// Names a kind.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Every kind there is.
        public static var allCases: [Kind] { Event.kindNames.map(Kind.init(rawValue:)) }

        /// The run began.
        public static let runStarted = Kind(rawValue: "run_started")
        /// The run is over.
        public static let runEnded = Kind(rawValue: "run_ended")
        /// The run continues after an interruption.
        public static let runResumed = Kind(rawValue: "run_resumed")
        /// A result counts that was committed before the run was resumed.
        public static let phaseRestored = Kind(rawValue: "phase_restored")
        /// A phase's turn came.
        public static let phaseStarted = Kind(rawValue: "phase_started")
        /// A phase is over: `committed`, `cached`, `degraded`, `paused`, `failed`, `discarded` or `cancelled`.
        public static let phaseEnded = Kind(rawValue: "phase_ended")
        /// A phase is left out.
        public static let phaseSkipped = Kind(rawValue: "phase_skipped")
        /// A phase took its fallback.
        public static let phaseDegraded = Kind(rawValue: "phase_degraded")
        /// A phase's result is durable and counts from here on.
        public static let phaseCommitted = Kind(rawValue: "phase_committed")
        /// A committed result no longer counts.
        public static let phaseDiscarded = Kind(rawValue: "phase_discarded")
        /// The cache had the result.
        public static let cacheHit = Kind(rawValue: "cache_hit")
        /// The cache did not have it.
        public static let cacheMissed = Kind(rawValue: "cache_missed")
        /// Results had to go to make room for the phase's.
        public static let cacheEvicted = Kind(rawValue: "cache_evicted")
        /// An agent was called.
        public static let attemptStarted = Kind(rawValue: "attempt_started")
        /// A call is over.
        public static let attemptEnded = Kind(rawValue: "attempt_ended")
        /// Another attempt follows after a delay.
        public static let retryScheduled = Kind(rawValue: "retry_scheduled")
        /// An output did not satisfy a validator.
        public static let validationFailed = Kind(rawValue: "validation_failed")
        /// A review sent work back.
        public static let revisionRequested = Kind(rawValue: "revision_requested")
        /// A fault acted on a call.
        public static let faultInjected = Kind(rawValue: "fault_injected")
        /// The same failure came several times in a row.
        public static let patternFound = Kind(rawValue: "pattern_found")
        /// A phase took far longer than it used to.
        public static let anomalyFound = Kind(rawValue: "anomaly_found")
        /// A failure rolled the run back.
        public static let rolledBack = Kind(rawValue: "rolled_back")
        /// An agent began to undo a phase.
        public static let compensationStarted = Kind(rawValue: "compensation_started")
        /// A phase was undone, or could not be.
        public static let compensated = Kind(rawValue: "compensated")
        /// A hook ran.
        public static let hookEnded = Kind(rawValue: "hook_ended")
    }

    /// The place on the line of this execution, from 1.
    public let sequence: Int
    /// The time since the start of this execution, in whole microseconds.
    public let time: Duration
    /// What happened.
    public let kind: Kind
    /// The phase that it concerns.
    public let phase: String?
    /// The number of the attempt that it concerns, from 1.
    public let attempt: Int?
    /// Whatever else is known, by the names that its line of events has. What most programs want has a property of its own,
    /// such as ``cause`` and ``delay``.
    public let details: [String: String]

    /// Describes an event, for tests of what reads them; the engine makes its own.
    public init(
        sequence: Int,
        time: Duration = .zero,
        kind: Kind,
        phase: String? = nil,
        attempt: Int? = nil,
        details: [String: String] = [:]
    ) {
        self.sequence = sequence
        self.time = .microseconds(time.microseconds)
        self.kind = kind
        self.phase = phase
        self.attempt = attempt
        self.details = details
    }

    /// The event on one line: `phase_committed outline digest=5a0c…`. Neither its time is in it nor what was measured: the
    /// same workflow tells the same story on a virtual clock and on a real one.
    public var description: String {
        ([kind.rawValue] + [phase].compactMap(\.self)
            + (attempt.map { ["attempt=\($0)"] } ?? [])
            + details.filter { !Self.measured.contains($0.key) }
            .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
            .joined(separator: " ")
    }
}

extension RunEvent {
    private static let measured: Set = ["memory_bytes", "memory"]
    private static let columns: Set = ["seq", "t_us", "run", "repeat", "kind", "phase", "attempt"]

    init(_ event: Event) {
        var details: [String: String] = [:]
        var phase: String?
        event.forEachField { name, value in
            if case ("phase", .text(let text)) = ("\(name)", value) { phase = text }
            guard !Self.columns.contains("\(name)") else { return }
            switch value {
            case .text(let text): details["\(name)"] = text
            case .integer(let number): details["\(name)"] = String(number)
            }
        }
        kind = Kind(rawValue: event.kindName)
        self.details = details
        sequence = event.sequence
        time = .microseconds(event.time.microseconds)
        self.phase = phase
        attempt = event.attempt
    }
}
