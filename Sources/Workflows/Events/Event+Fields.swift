/// The value of one field of an event.
package enum EventField: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
}

extension Event {
    /// The version of the lines: 2 since endings report usage and what ended the run.
    package static let linesVersion = 2

    /// The kind's name, as written in the line.
    package var kindName: String { kind.tag.name }

    /// Every name that `kindName` can give, each once, in the order of the journal's numbers.
    package static let kindNames: [String] = {
        var names: [String] = []
        for tag in Kind.Tag.allCases where !names.contains(tag.name) { names.append(tag.name) }
        return names
    }()

    /// Visits the fields in the order in which the line has them.
    package func forEachField(_ body: (StaticString, EventField) -> Void) {
        body("seq", .integer(sequence))
        body("t_us", .integer(time.microseconds))
        body("run", .text(run.name))
        if run.repetition > 0 { body("repeat", .integer(run.repetition)) }
        body("kind", .text(kindName))
        if let phase { body("phase", .text(phase.name)) }
        if let attempt { body("attempt", .integer(attempt)) }
        forEachDetail(body)
    }

    /// The phase that it concerns.
    package var phase: PhaseID? {
        switch kind {
        case .runStarted, .runEnded, .runResumed: nil
        case .faultInjected(let phase, _, _, _): phase
        case .phaseStarted(let phase), .phaseEnded(let phase, _), .phaseSkipped(let phase),
            .phaseDegraded(let phase, _, _), .phaseCommitted(let phase, _, _),
            .phaseDiscarded(let phase, _), .cacheHit(let phase, _, _),
            .cacheMissed(let phase, _), .cacheEvicted(let phase, _),
            .phaseRestored(let phase, _, _), .attemptStarted(let phase, _, _),
            .attemptSucceeded(let phase, _, _, _, _),
            .attemptFailed(let phase, _, _), .retryScheduled(let phase, _, _, _),
            .validationFailed(let phase, _, _), .revisionRequested(let phase, _, _, _),
            .patternFound(let phase, _, _, _),
            .anomalyFound(let phase, _, _), .rolledBack(let phase, _, _, _),
            .compensationStarted(let phase, _), .compensated(let phase, _, _),
            .hookEnded(let phase, _, _):
            phase
        }
    }

    /// The number of the attempt that it concerns.
    package var attempt: Int? { kind.attempt }

    private func forEachDetail(_ body: (StaticString, EventField) -> Void) {
        switch kind {
        case .runStarted(let workflow, let seed):
            body("workflow", .text(workflow))
            body("seed", .text(String(seed)))
            body("version", .integer(Self.linesVersion))
        case .runEnded(let status, let error): forEachField(of: status, error, body)
        case .phaseEnded(_, let status):
            body("status", .text(status.rawValue))
        case .phaseDegraded(_, let digest, let cause):
            body("digest", .text(digest.short))
            body("cause", .text(cause))
        case .phaseCommitted(_, let digest, let inputs), .cacheHit(_, let digest, let inputs):
            body("digest", .text(digest.short))
            if let inputs { body("inputs", .text(inputs.short)) }
        case .phaseDiscarded(_, let digest):
            body("digest", .text(digest.short))
        case .phaseRestored(_, let digest, let isFallback):
            body("digest", .text(digest.short))
            if isFallback { body("status", .text("degraded")) }
        case .runResumed(let workflow, let seed, let restored, let cutBytes):
            body("workflow", .text(workflow))
            body("seed", .text(String(seed)))
            body("restored", .integer(restored))
            if cutBytes > 0 { body("cut_bytes", .integer(cutBytes)) }
            body("version", .integer(Self.linesVersion))
        case .cacheMissed(_, let because):
            if !because.isEmpty { body("because", .text(because.joined(separator: ", "))) }
        case .cacheEvicted(_, let count): body("evicted", .integer(count))
        case .attemptStarted(_, _, let truncated):
            if truncated > 0 { body("truncated_bytes", .integer(truncated)) }
        case .attemptSucceeded(_, _, let digest, let response, let usage):
            body("outcome", .text("succeeded"))
            body("digest", .text(digest.short))
            if let response { body("response", .integer(response)) }
            forEachAmount(of: usage, body)
        case .attemptFailed(_, _, let failure): forEachField(of: failure, body)
        case .retryScheduled(_, _, let delay, let cause):
            body("delay_us", .integer(delay.microseconds))
            body("cause", .text(cause))
        case .validationFailed(_, _, let finding):
            body("validator", .text(finding.validator))
            body("message", .text(finding.message))
        case .revisionRequested(_, let revise, let revision, _):
            body("revise", .text(revise.name))
            body("revision", .integer(revision))
        case .faultInjected(_, _, let fault, let effect):
            body("fault", .text(fault))
            body("effect", .text(effect))
        case .patternFound(_, _, let pattern, let count):
            body("pattern", .text(pattern))
            body("count", .integer(count))
        case .anomalyFound(_, let took, let limit):
            body("took_us", .integer(took.microseconds))
            body("limit_us", .integer(limit.microseconds))
        case .rolledBack(_, let policy, let target, let failure):
            body("policy", .text(policy))
            if let target { body("to", .text(target.name)) }
            body("cause", .text(failure.kind))
        case .compensated(_, _, let failure):
            forEachOutcome(failure, body)
        case .hookEnded(_, let hook, let failure):
            body("hook", .text(hook.rawValue))
            forEachOutcome(failure, body)
        case .phaseStarted, .phaseSkipped, .compensationStarted: break
        }
    }

    /// How the run ended; what 0.1.0 recorded has neither phase nor message.
    private func forEachField(
        of status: RunStatus,
        _ error: RunError?,
        _ body: (StaticString, EventField) -> Void
    ) {
        body("status", .text(status.rawValue))
        guard let error else { return }
        body("cause", .text(error.failure.kind))
        if let phase = error.phase { body("phase", .text(phase.name)) }
        if !error.failure.message.isEmpty { body("message", .text(error.failure.message)) }
    }

    private func forEachField(
        of failure: OperationFailure,
        _ body: (StaticString, EventField) -> Void
    ) {
        let isCancelled = failure.kind == EngineFailure.cancelled.rawValue
        body("outcome", .text(isCancelled ? "cancelled" : "failed"))
        body("cause", .text(failure.kind))
        body("message", .text(failure.message))
        if failure.calls != 1 { body("calls", .integer(failure.calls)) }
        forEachAmount(of: failure.usage, body)
    }

    private func forEachAmount(of usage: Usage, _ body: (StaticString, EventField) -> Void) {
        guard usage != .unknown else { return }
        if let tokens = usage.tokens { body("tokens", .integer(tokens)) }
        if let cost = usage.costMicros { body("cost", .text(CostText.text(cost))) }
        if let calls = usage.calls { body("calls", .integer(calls)) }
        if let bytes = usage.memoryBytes { body("memory_bytes", .integer(bytes)) }
        if usage.isMemoryShared { body("memory", .text("shared")) }
    }

    private func forEachOutcome(
        _ failure: OperationFailure?,
        _ body: (StaticString, EventField) -> Void
    ) {
        body("outcome", .text(failure == nil ? "succeeded" : "failed"))
        if let failure {
            body("cause", .text(failure.kind))
            body("message", .text(failure.message))
        }
    }
}

extension Event.Kind {
    /// The number of the attempt that it concerns.
    var attempt: Int? {
        switch self {
        case .attemptStarted(_, let attempt, _), .attemptSucceeded(_, let attempt, _, _, _),
            .attemptFailed(_, let attempt, _), .retryScheduled(_, let attempt, _, _),
            .validationFailed(_, let attempt, _), .patternFound(_, let attempt, _, _),
            .compensationStarted(_, let attempt),
            .compensated(_, let attempt, _):
            attempt
        case .faultInjected(_, let attempt, _, _): attempt
        case .runStarted, .runEnded, .runResumed, .phaseRestored, .phaseStarted, .phaseEnded,
            .phaseSkipped, .phaseDegraded, .phaseCommitted, .phaseDiscarded, .cacheHit,
            .cacheMissed, .cacheEvicted, .revisionRequested, .anomalyFound, .rolledBack,
            .hookEnded:
            nil
        }
    }
}
