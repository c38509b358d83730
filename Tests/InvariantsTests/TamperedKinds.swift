import Workflows

extension Event.Kind {
    /// The same of another phase; what concerns a run stays.
    func of(_ phase: PhaseID) -> Event.Kind {
        switch self {
        case .runStarted, .runEnded, .runResumed: self
        case .phaseRestored(_, let digest, let isFallback):
            .phaseRestored(phase, digest: digest, isFallback: isFallback)
        case .phaseStarted: .phaseStarted(phase)
        case .phaseEnded(_, let status): .phaseEnded(phase, status: status)
        case .phaseSkipped: .phaseSkipped(phase)
        case .phaseDegraded(_, let digest, let cause):
            .phaseDegraded(phase, digest: digest, cause: cause)
        case .phaseCommitted(_, let digest, let inputs):
            .phaseCommitted(phase, digest: digest, inputs: inputs)
        case .phaseDiscarded(_, let digest): .phaseDiscarded(phase, digest: digest)
        case .cacheHit(_, let digest, let inputs): .cacheHit(phase, digest: digest, inputs: inputs)
        case .cacheMissed(_, let because): .cacheMissed(phase, because: because)
        case .cacheEvicted(_, let count): .cacheEvicted(phase, count: count)
        case .attemptStarted(_, let attempt, let truncated):
            .attemptStarted(phase, attempt: attempt, truncatedBytes: truncated)
        case .attemptSucceeded(_, let attempt, let digest, let response, _):
            .attemptSucceeded(phase, attempt: attempt, digest: digest, response: response)
        case .attemptFailed(_, let attempt, let failure):
            .attemptFailed(phase, attempt: attempt, failure: failure)
        case .retryScheduled(_, let attempt, let delay, let cause):
            .retryScheduled(phase, attempt: attempt, delay: delay, cause: cause)
        case .validationFailed(_, let attempt, let finding):
            .validationFailed(phase, attempt: attempt, finding: finding)
        case .revisionRequested(_, let revise, let revision, let review):
            .revisionRequested(phase, revise: revise, revision: revision, review: review)
        case .faultInjected(_, let attempt, let fault, let effect):
            .faultInjected(phase, attempt: attempt, fault: fault, effect: effect)
        case .patternFound(_, let attempt, let pattern, let count):
            .patternFound(phase, attempt: attempt, pattern: pattern, count: count)
        case .anomalyFound(_, let took, let limit):
            .anomalyFound(phase, took: took, limit: limit)
        case .rolledBack(_, let policy, let target, let failure):
            .rolledBack(phase, policy: policy, to: target, failure: failure)
        case .compensationStarted(_, let attempt): .compensationStarted(phase, attempt: attempt)
        case .compensated(_, let attempt, let failure):
            .compensated(phase, attempt: attempt, failure: failure)
        case .hookEnded(_, let hook, let failure):
            .hookEnded(phase, hook: hook, failure: failure)
        }
    }
}
