/// The value of one field of an event.
package enum EventField: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
}

extension Event {
    /// The kind's name, as it stands in the line.
    package var kindName: String {
        switch kind {
        case .runStarted: "run_started"
        case .runEnded: "run_ended"
        case .runResumed: "run_resumed"
        case .phaseRestored: "phase_restored"
        case .phaseStarted: "phase_started"
        case .phaseEnded: "phase_ended"
        case .phaseSkipped: "phase_skipped"
        case .phaseDegraded: "phase_degraded"
        case .phaseCommitted: "phase_committed"
        case .phaseDiscarded: "phase_discarded"
        case .cacheHit: "cache_hit"
        case .cacheMissed: "cache_missed"
        case .attemptStarted: "attempt_started"
        case .attemptSucceeded, .attemptFailed: "attempt_ended"
        case .retryScheduled: "retry_scheduled"
        case .validationFailed: "validation_failed"
        case .revisionRequested: "revision_requested"
        case .faultInjected: "fault_injected"
        case .patternFound: "pattern_found"
        case .anomalyFound: "anomaly_found"
        case .rolledBack: "rolled_back"
        case .compensationStarted: "compensation_started"
        case .compensated: "compensated"
        case .hookEnded: "hook_ended"
        }
    }

    /// Every name that `kindName` can give.
    package static let kindNames = [
        "run_started", "run_ended", "phase_started", "phase_ended", "phase_skipped",
        "phase_degraded", "phase_committed", "phase_discarded", "cache_hit", "cache_missed",
        "attempt_started", "attempt_ended", "retry_scheduled", "validation_failed",
        "revision_requested", "fault_injected", "run_resumed", "phase_restored", "pattern_found",
        "anomaly_found", "rolled_back", "compensation_started", "compensated", "hook_ended",
    ]

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
        case .phaseStarted(let phase), .phaseEnded(let phase, _), .phaseSkipped(let phase),
            .phaseDegraded(let phase, _, _), .phaseCommitted(let phase, _, _),
            .phaseDiscarded(let phase, _), .cacheHit(let phase, _, _),
            .cacheMissed(let phase, _), .phaseRestored(let phase, _, _),
            .attemptStarted(let phase, _, _), .attemptSucceeded(let phase, _, _, _),
            .attemptFailed(let phase, _, _), .retryScheduled(let phase, _, _, _),
            .validationFailed(let phase, _, _), .revisionRequested(let phase, _, _, _),
            .faultInjected(let phase, _, _, _), .patternFound(let phase, _, _, _),
            .anomalyFound(let phase, _, _), .rolledBack(let phase, _, _, _),
            .compensationStarted(let phase, _), .compensated(let phase, _, _),
            .hookEnded(let phase, _, _):
            phase
        }
    }

    /// The number of the attempt that it concerns.
    package var attempt: Int? {
        switch kind {
        case .attemptStarted(_, let attempt, _), .attemptSucceeded(_, let attempt, _, _),
            .attemptFailed(_, let attempt, _), .retryScheduled(_, let attempt, _, _),
            .validationFailed(_, let attempt, _), .faultInjected(_, let attempt, _, _),
            .patternFound(_, let attempt, _, _), .compensationStarted(_, let attempt),
            .compensated(_, let attempt, _):
            attempt
        default: nil
        }
    }

    private func forEachDetail(_ body: (StaticString, EventField) -> Void) {
        switch kind {
        case .runStarted(let workflow, let seed):
            body("workflow", .text(workflow))
            body("seed", .text(String(seed)))
        case .runEnded(let status, let cause):
            body("status", .text(status.rawValue))
            if let cause { body("cause", .text(cause)) }
        case .phaseEnded(_, let status):
            body("status", .text(status))
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
        case .cacheMissed(_, let because):
            if !because.isEmpty { body("because", .text(because.joined(separator: ", "))) }
        case .attemptStarted(_, _, let truncated):
            if truncated > 0 { body("truncated_bytes", .integer(truncated)) }
        case .attemptSucceeded(_, _, let digest, let response):
            body("outcome", .text("succeeded"))
            body("digest", .text(digest.short))
            if let response { body("response", .integer(response)) }
        case .attemptFailed(_, _, let failure):
            body("outcome", .text(failure.kind == "cancelled" ? "cancelled" : "failed"))
            body("cause", .text(failure.kind))
            body("message", .text(failure.message))
            if failure.calls != 1 { body("calls", .integer(failure.calls)) }
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
        case .compensationStarted: break
        case .compensated(_, _, let failure):
            forEachOutcome(failure, body)
        case .hookEnded(_, let hook, let failure):
            body("hook", .text(hook.rawValue))
            forEachOutcome(failure, body)
        case .phaseStarted, .phaseSkipped:
            break
        }
    }

    private func forEachOutcome(
        _ failure: AgentFailure?,
        _ body: (StaticString, EventField) -> Void
    ) {
        body("outcome", .text(failure == nil ? "succeeded" : "failed"))
        if let failure {
            body("cause", .text(failure.kind))
            body("message", .text(failure.message))
        }
    }
}
