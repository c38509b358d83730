// Events as bytes. The numbers of the kinds are part of the format; a layout that changes gets a new number.
extension Event {
    /// Appends the event.
    package func encode(into writer: inout ByteWriter) {
        writer.put(sequence, time, run.name, run.repetition)
        writer.add(byte: tag.rawValue)
        kind.encode(into: &writer)
    }

    /// Reads an event; the place of its phase in the plan is not recorded.
    package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let sequence = try reader.integer()
        let time = try reader.duration()
        let run = try reader.make(Run.init(name:repetition:))
        let number = try reader.byte()
        let kind: Kind
        if let tag = Kind.Tag(rawValue: number) {
            kind = try Kind(tag, from: &reader)
        } else if let tag = Kind.RetiredTag(rawValue: number) {
            kind = try Kind(tag, from: &reader)
        } else {
            throw reader.malformed("a known kind of event instead of number \(number)")
        }
        self.init(sequence: sequence, time: time, run: run, kind: kind)
    }
}

extension Event.Kind {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .runStarted(let workflow, let seed): writer.put(workflow, seed)
        case .runEnded(let status, let error): writer.put(status, error)
        case .runResumed(let workflow, let seed, let restored, let cutBytes):
            writer.put(workflow, seed, restored, cutBytes)
        case .phaseRestored(let phase, let digest, let isFallback):
            writer.put(phase, digest, isFallback)
        case .phaseStarted(let phase), .phaseSkipped(let phase): writer.put(phase)
        case .phaseEnded(let phase, let status): writer.put(phase, status)
        case .phaseDegraded(let phase, let digest, let cause): writer.put(phase, digest, cause)
        case .phaseCommitted(let phase, let digest, let inputs),
            .cacheHit(let phase, let digest, let inputs):
            writer.put(phase, digest, inputs)
        case .phaseDiscarded(let phase, let digest): writer.put(phase, digest)
        case .cacheMissed(let phase, let because): writer.put(phase, because)
        case .cacheEvicted(let phase, let count): writer.put(phase, count)
        case .attemptStarted(let phase, let attempt, let truncated):
            writer.put(phase, attempt, truncated)
        case .attemptSucceeded(let phase, let attempt, let digest, let response, let usage):
            writer.put(phase, attempt, digest, response, usage)
        case .attemptFailed(let phase, let attempt, let failure):
            writer.put(phase, attempt, failure, failure.usage)
        case .retryScheduled(let phase, let attempt, let delay, let cause):
            writer.put(phase, attempt, delay, cause)
        case .validationFailed(let phase, let attempt, let finding):
            writer.put(phase, attempt, finding)
        case .revisionRequested(let phase, let revise, let revision, let review):
            writer.put(phase, revision, revise, review)
        case .faultInjected(let phase, let attempt, let fault, let effect):
            // No phase has an empty name, and no attempt the number 0.
            writer.put(phase ?? "", attempt ?? 0, fault, effect)
        case .patternFound(let phase, let attempt, let pattern, let count):
            writer.put(phase, attempt, pattern, count)
        case .anomalyFound(let phase, let took, let limit): writer.put(phase, took, limit)
        case .rolledBack(let phase, let policy, let target, let failure):
            writer.put(phase, policy, target, failure)
        case .compensationStarted(let phase, let attempt): writer.put(phase, attempt)
        case .compensated(let phase, let attempt, let failure):
            writer.put(phase, attempt, failure)
        case .hookEnded(let phase, let hook, let failure): writer.put(phase, hook, failure)
        }
    }

    fileprivate init(_ tag: Tag, from reader: inout ByteReader) throws(ByteReader.Malformed) {
        switch tag {
        case .runStarted: self = try reader.make(Self.runStarted)
        case .runEnded: self = try reader.make(Self.runEnded)
        case .runResumed: self = try reader.make(Self.runResumed)
        case .phaseRestored: self = try reader.make(Self.phaseRestored)
        case .phaseStarted: self = try reader.make(Self.phaseStarted)
        case .phaseSkipped: self = try reader.make(Self.phaseSkipped)
        case .phaseEnded: self = try reader.make(Self.phaseEnded)
        case .phaseDegraded: self = try reader.make(Self.phaseDegraded)
        case .phaseCommitted: self = try reader.make(Self.phaseCommitted)
        case .phaseDiscarded: self = try reader.make(Self.phaseDiscarded)
        case .cacheHit: self = try reader.make(Self.cacheHit)
        case .cacheMissed: self = try reader.make(Self.cacheMissed)
        case .cacheEvicted: self = try reader.make(Self.cacheEvicted)
        case .attemptStarted: self = try reader.make(Self.attemptStarted)
        case .attemptSucceeded: self = try reader.make(Self.attemptSucceeded)
        case .attemptFailed: self = try reader.make(Self.failed)
        case .retryScheduled: self = try reader.make(Self.retryScheduled)
        case .validationFailed: self = try reader.make(Self.validationFailed)
        case .revisionRequested: self = try reader.make(Self.revision)
        case .faultInjected: self = try reader.make(Self.injected)
        case .patternFound: self = try reader.make(Self.patternFound)
        case .anomalyFound: self = try reader.make(Self.anomalyFound)
        case .rolledBack: self = try reader.make(Self.rolledBack)
        case .compensationStarted: self = try reader.make(Self.compensationStarted)
        case .compensated: self = try reader.make(Self.compensated)
        case .hookEnded: self = try reader.make(Self.hookEnded)
        }
    }

    private static func failed(
        _ phase: PhaseID,
        _ attempt: Int,
        _ failure: OperationFailure,
        _ usage: Usage
    ) -> Self {
        var failure = failure
        if usage != .unknown { failure.usage = usage }
        return .attemptFailed(phase, attempt: attempt, failure: failure)
    }

    private static func injected(
        _ phase: PhaseID,
        _ attempt: Int,
        _ fault: String,
        _ effect: String
    ) -> Self {
        .faultInjected(
            phase.name.isEmpty ? nil : phase,
            attempt: attempt == 0 ? nil : attempt,
            fault: fault,
            effect: effect
        )
    }

    private static func revision(
        _ phase: PhaseID,
        _ number: Int,
        _ revise: PhaseID,
        _ review: String
    ) -> Self {
        .revisionRequested(phase, revise: revise, revision: number, review: review)
    }
}

// Layouts of 0.1.0 that are still read.
extension Event.Kind {
    fileprivate enum RetiredTag: UInt8 {
        /// Its end had a cause alone.
        case runEnded = 2
        /// The call reported no usage.
        case attemptSucceeded = 12
        case attemptFailed = 13
    }

    fileprivate init(
        _ tag: RetiredTag,
        from reader: inout ByteReader
    ) throws(ByteReader.Malformed) {
        switch tag {
        case .runEnded: self = try reader.make(Self.ended)
        case .attemptSucceeded: self = try reader.make(Self.succeeded)
        case .attemptFailed: self = try reader.make(Self.attemptFailed)
        }
    }

    private static func ended(_ status: RunStatus, _ cause: String?) -> Self {
        let failure = cause.map { OperationFailure(kind: $0, message: "") }
        return .runEnded(
            status: status,
            error: failure.map { RunError(phase: nil, failure: $0) }
        )
    }

    private static func succeeded(
        _ phase: PhaseID,
        _ attempt: Int,
        _ digest: Digest,
        _ response: Int?
    ) -> Self {
        .attemptSucceeded(phase, attempt: attempt, digest: digest, response: response)
    }
}
