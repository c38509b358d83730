import Quantities
import Invariants
import Workflows

/// No phase is tried more often than its policy allows, and non-retryable failures are tried once.
enum ReferenceAttemptBudget {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        let policies = Dictionary(
            run.plan.phases.map { ($0.id, $0.configuration.retry) },
            uniquingKeysWith: { first, _ in first }
        )
        var failures: [PhaseID: Int] = [:]
        var rejections: [PhaseID: Set<Int>] = [:]
        var final: Set<PhaseID> = []
        for event in run.events {
            switch event.kind {
            // Each turn of a phase has a fresh budget.
            case .phaseStarted(let phase):
                failures[phase] = 0
                rejections[phase] = []
                final.remove(phase)
            case .attemptStarted(let phase, _, _):
                guard let policy = policies[phase] else { continue }
                if final.contains(phase) {
                    return ReferenceViolation(event, "\(phase) retries a non-retryable failure")
                }
                let failed = failures[phase] ?? 0
                let rejected = rejections[phase]?.count ?? 0
                if failed >= policy.maxAttempts || rejected > policy.maxRevisions {
                    return ReferenceViolation(
                        event,
                        "\(phase) is tried again after \(failed) failures and \(rejected) "
                            + "rejections"
                    )
                }
            case .attemptFailed(let phase, _, let failure):
                failures[phase, default: 0] += max(1, failure.calls)
                if let policy = policies[phase], !policy.permitsRetry(of: failure) {
                    final.insert(phase)
                }
            case .validationFailed(let phase, let attempt, _) where attempt > 0:
                rejections[phase, default: []].insert(attempt)
            default: break
            }
        }
        return nil
    }
}

/// A delay is at least what the failure asked for, at most what the policy allows, and is waited in full.
enum ReferenceBackoffBounds {
    static func violation(in run: ObservedRun) -> ReferenceViolation? {
        let policies = Dictionary(
            run.plan.phases.map { ($0.id, $0.configuration.retry) },
            uniquingKeysWith: { first, _ in first }
        )
        var asked: [PhaseID: Duration] = [:]
        var due: [PhaseID: Duration] = [:]
        for event in run.events {
            switch event.kind {
            case .attemptFailed(let phase, _, let failure):
                asked[phase] = failure.retryAfter
            case .retryScheduled(let phase, _, let delay, _):
                due[phase] = event.time + delay
                if let least = asked[phase] {
                    guard delay < least else { continue }
                    return ReferenceViolation(
                        event,
                        "\(phase) waits \(DurationText.text(delay)), asked to wait "
                            + DurationText.text(least)
                    )
                }
                if let most = policies[phase].map(longest), delay > most {
                    return ReferenceViolation(
                        event,
                        "\(phase) waits \(DurationText.text(delay)), at most "
                            + "\(DurationText.text(most)) is allowed"
                    )
                }
            case .attemptStarted(let phase, _, _):
                if let time = due.removeValue(forKey: phase), event.time < time {
                    return ReferenceViolation(
                        event,
                        "\(phase) is tried again before its delay is over"
                    )
                }
            case .phaseEnded(let phase, _): due[phase] = nil
            default: break
            }
        }
        return nil
    }

    private static func longest(_ policy: RetryPolicy) -> Duration {
        let spread: Double = if case .fraction(let share) = policy.jitter { 1 + share } else { 1 }
        if let most = policy.delays.max() {
            return .microseconds(clamping: Double(most.microseconds) * spread)
        }
        return policy.maxInterval ?? min(policy.initial * 100, .longest)
    }
}
