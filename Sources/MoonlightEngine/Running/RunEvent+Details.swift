public import Workflows

// The details of an event, as what they are.
extension RunEvent {
    /// How an attempt, a hook or a compensation ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// There was an answer.
        case succeeded
        /// There was a failure.
        case failed
        /// It was cancelled.
        case cancelled
    }

    /// How it ended, where an attempt, a hook or a compensation did.
    public var outcome: Outcome? { details["outcome"].flatMap(Outcome.init) }

    /// The kind of failure that led to it.
    public var cause: FailureKind? { details["cause"].map(FailureKind.init(rawValue:)) }

    /// What happened, for a person: of a failure or of a validator's finding.
    public var message: String? { details["message"] }

    /// How long is waited before the next attempt.
    public var delay: Duration? { microseconds("delay_us") }

    /// The validator that an output did not satisfy.
    public var validator: String? { details["validator"] }

    /// How the run ended, of ``Kind/runEnded``.
    public var runStatus: RunStatus? {
        kind == .runEnded ? details["status"].flatMap(RunStatus.init) : nil
    }

    /// How the phase's turn ended, of ``Kind/phaseEnded``.
    public var phaseEnding: PhaseEnding? {
        kind == .phaseEnded ? details["status"].flatMap(PhaseEnding.init) : nil
    }

    /// The beginning of the digest of an output, in hexadecimal digits.
    public var digest: String? { details["digest"] }

    /// The fault that acted, as ``Fault/description`` has it.
    public var fault: String? { details["fault"] }

    /// The tokens that a call used up, where its agent said.
    public var tokens: Int? { details["tokens"].flatMap { Int($0) } }

    /// The most memory that a call had at a time, in bytes, where that was measured: on Linux, on a real clock.
    public var memoryBytes: Int? { details["memory_bytes"].flatMap { Int($0) } }

    /// Whether other agents were at work in the same process at the same time: nobody can say whose memory it was.
    public var isMemoryShared: Bool { details["memory"] == "shared" }

    private func microseconds(_ name: String) -> Duration? {
        details[name].flatMap { Int64($0) }.map { .microseconds($0) }
    }
}

// As JSON: `{"sequence":3,"time_us":0,"kind":"attempt_started","phase":"plan","attempt":1,"details":{}}`.
extension RunEvent {
    private enum CodingKeys: String, CodingKey {
        case sequence
        case microseconds = "time_us"
        case kind, phase, attempt, details
    }

    /// Reads an event; times are whole microseconds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            sequence: try container.decode(Int.self, forKey: .sequence),
            time: .microseconds(try container.decode(Int64.self, forKey: .microseconds)),
            kind: try container.decode(Kind.self, forKey: .kind),
            phase: try container.decodeIfPresent(String.self, forKey: .phase),
            attempt: try container.decodeIfPresent(Int.self, forKey: .attempt),
            details: try container.decodeIfPresent([String: String].self, forKey: .details) ?? [:]
        )
    }

    /// Writes the event; times are whole microseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time.microseconds, forKey: .microseconds)
        try container.encode(kind, forKey: .kind)
        try container.encodeIfPresent(phase, forKey: .phase)
        try container.encodeIfPresent(attempt, forKey: .attempt)
        try container.encode(details, forKey: .details)
    }
}
