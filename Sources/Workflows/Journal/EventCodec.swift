// Events as bytes. The numbers of the kinds are part of the format: new kinds get new numbers.
extension Event {
    /// Appends the event.
    package func encode(into writer: inout ByteWriter) {
        writer.add(sequence)
        writer.add(time)
        writer.add(run.name)
        writer.add(run.repetition)
        kind.encode(into: &writer)
    }

    /// Reads an event.
    package init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let sequence = try reader.integer()
        let time = try reader.duration()
        let name = try reader.text()
        let run = Run(name: name, repetition: try reader.integer())
        self.init(sequence: sequence, time: time, run: run, kind: try Kind(from: &reader))
    }
}

extension Event.Kind {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .runStarted(let workflow, let seed):
            writer.add(byte: 1)
            writer.add(workflow)
            writer.add(unsigned: seed)
        case .runEnded(let status, let cause):
            writer.add(byte: 2)
            writer.add(status.rawValue)
            writer.add(optional: cause)
        case .phaseStarted(let phase): writer.add(3, phase)
        case .phaseEnded(let phase, let status):
            writer.add(4, phase)
            writer.add(status)
        case .phaseSkipped(let phase): writer.add(5, phase)
        case .phaseDegraded(let phase, let digest, let cause):
            writer.add(6, phase)
            writer.add(digest)
            writer.add(cause)
        case .phaseCommitted(let phase, let digest, let inputs):
            writer.add(7, phase)
            writer.add(digest)
            writer.add(optional: inputs)
        case .phaseDiscarded(let phase, let digest):
            writer.add(8, phase)
            writer.add(digest)
        case .cacheHit(let phase, let digest, let inputs):
            writer.add(9, phase)
            writer.add(digest)
            writer.add(optional: inputs)
        case .cacheMissed(let phase, let because):
            writer.add(10, phase)
            writer.add(because.count)
            for part in because { writer.add(part) }
        default: encodeAttempt(into: &writer)
        }
    }

    private func encodeAttempt(into writer: inout ByteWriter) {
        switch self {
        case .attemptStarted(let phase, let attempt, let truncated):
            writer.add(11, phase, attempt)
            writer.add(truncated)
        case .attemptSucceeded(let phase, let attempt, let digest, let response):
            writer.add(12, phase, attempt)
            writer.add(digest)
            writer.add(byte: response == nil ? 0 : 1)
            if let response { writer.add(response) }
        case .attemptFailed(let phase, let attempt, let failure):
            writer.add(13, phase, attempt)
            failure.encode(into: &writer)
        case .retryScheduled(let phase, let attempt, let delay, let cause):
            writer.add(14, phase, attempt)
            writer.add(delay)
            writer.add(cause)
        case .validationFailed(let phase, let attempt, let finding):
            writer.add(15, phase, attempt)
            writer.add(finding.validator)
            writer.add(finding.message)
        case .revisionRequested(let phase, let revise, let revision, let review):
            writer.add(16, phase, revision)
            writer.add(revise.name)
            writer.add(review)
        case .faultInjected(let phase, let attempt, let fault, let effect):
            writer.add(17, phase, attempt)
            writer.add(fault)
            writer.add(effect)
        case .patternFound(let phase, let attempt, let pattern, let count):
            writer.add(18, phase, attempt)
            writer.add(pattern)
            writer.add(count)
        default: encodeRare(into: &writer)
        }
    }

    private func encodeRare(into writer: inout ByteWriter) {
        switch self {
        case .anomalyFound(let phase, let took, let limit):
            writer.add(19, phase)
            writer.add(took)
            writer.add(limit)
        case .rolledBack(let phase, let policy, let target, let failure):
            writer.add(20, phase)
            writer.add(policy)
            writer.add(optional: target?.name)
            failure.encode(into: &writer)
        case .compensationStarted(let phase, let attempt): writer.add(21, phase, attempt)
        case .compensated(let phase, let attempt, let failure):
            writer.add(22, phase, attempt)
            writer.add(optional: failure)
        case .hookEnded(let phase, let hook, let failure):
            writer.add(23, phase)
            writer.add(hook.rawValue)
            writer.add(optional: failure)
        case .runResumed(let workflow, let seed, let restored, let cutBytes):
            writer.add(byte: 24)
            writer.add(workflow)
            writer.add(unsigned: seed)
            writer.add(restored)
            writer.add(cutBytes)
        case .phaseRestored(let phase, let digest, let isFallback):
            writer.add(25, phase)
            writer.add(digest)
            writer.add(byte: isFallback ? 1 : 0)
        default: preconditionFailure("the kind \(self) has no number in the journal's format")
        }
    }
}

extension Event.Kind {
    fileprivate init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
        let number = try reader.byte()
        switch number {
        case 1:
            let workflow = try reader.text()
            self = .runStarted(workflow: workflow, seed: try reader.unsigned())
        case 2:
            guard let status = RunStatus(rawValue: try reader.text()) else {
                throw reader.malformed("a run's status")
            }
            self = .runEnded(status: status, cause: try reader.optionalText())
        case 24:
            let workflow = try reader.text()
            let seed = try reader.unsigned()
            let restored = try reader.integer()
            self = .runResumed(
                workflow: workflow,
                seed: seed,
                restored: restored,
                cutBytes: try reader.integer()
            )
        default:
            let phase = PhaseID(try reader.text())
            self =
                (11...18).contains(number) || number == 21 || number == 22
                ? try Self.attempt(number, phase, try reader.integer(), &reader)
                : try Self.phase(number, phase, &reader)
        }
    }

    private static func phase(
        _ number: UInt8,
        _ phase: PhaseID,
        _ reader: inout ByteReader
    ) throws(ByteReader.Malformed) -> Self {
        switch number {
        case 3: return .phaseStarted(phase)
        case 4: return .phaseEnded(phase, status: try reader.text())
        case 5: return .phaseSkipped(phase)
        case 6:
            let digest = try reader.digest()
            return .phaseDegraded(phase, digest: digest, cause: try reader.text())
        case 7:
            let digest = try reader.digest()
            return .phaseCommitted(phase, digest: digest, inputs: try reader.optionalDigest())
        case 8: return .phaseDiscarded(phase, digest: try reader.digest())
        case 9:
            let digest = try reader.digest()
            return .cacheHit(phase, digest: digest, inputs: try reader.optionalDigest())
        case 10:
            let count = try reader.integer()
            guard count >= 0, count <= reader.remaining else { throw reader.malformed("parts") }
            var because: [String] = []
            for _ in 0..<count { because.append(try reader.text()) }
            return .cacheMissed(phase, because: because)
        case 19:
            let took = try reader.duration()
            return .anomalyFound(phase, took: took, limit: try reader.duration())
        case 20:
            let policy = try reader.text()
            let target = try reader.optionalText().map { PhaseID($0) }
            let failure = try AgentFailure(from: &reader)
            return .rolledBack(phase, policy: policy, to: target, failure: failure)
        case 23:
            guard let hook = PhaseHook(rawValue: try reader.text()) else {
                throw reader.malformed("a hook")
            }
            return .hookEnded(phase, hook: hook, failure: try reader.optionalFailure())
        case 25:
            let digest = try reader.digest()
            return .phaseRestored(phase, digest: digest, isFallback: try reader.byte() == 1)
        default: throw reader.malformed("a known kind of event")
        }
    }

    private static func attempt(
        _ number: UInt8,
        _ phase: PhaseID,
        _ attempt: Int,
        _ reader: inout ByteReader
    ) throws(ByteReader.Malformed) -> Self {
        switch number {
        case 11:
            return .attemptStarted(phase, attempt: attempt, truncatedBytes: try reader.integer())
        case 12:
            let digest = try reader.digest()
            let response = try reader.byte() == 1 ? try reader.integer() : nil
            return .attemptSucceeded(phase, attempt: attempt, digest: digest, response: response)
        case 13:
            let failure = try AgentFailure(from: &reader)
            return .attemptFailed(phase, attempt: attempt, failure: failure)
        case 14:
            let delay = try reader.duration()
            let cause = try reader.text()
            return .retryScheduled(phase, attempt: attempt, delay: delay, cause: cause)
        case 15:
            let validator = try reader.text()
            let finding = ValidationFinding(named: validator, message: try reader.text())
            return .validationFailed(phase, attempt: attempt, finding: finding)
        case 16:
            let revise = PhaseID(try reader.text())
            let review = try reader.text()
            return .revisionRequested(phase, revise: revise, revision: attempt, review: review)
        case 17:
            let fault = try reader.text()
            let effect = try reader.text()
            return .faultInjected(phase, attempt: attempt, fault: fault, effect: effect)
        case 18:
            let pattern = try reader.text()
            let count = try reader.integer()
            return .patternFound(phase, attempt: attempt, pattern: pattern, count: count)
        case 21: return .compensationStarted(phase, attempt: attempt)
        default:
            let failure = try reader.optionalFailure()
            return .compensated(phase, attempt: attempt, failure: failure)
        }
    }
}
