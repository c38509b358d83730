internal import Workflows

/// A delay is at least what the failure asked for, at most what the policy allows, and is waited in full.
enum BackoffBounds {
    static let summary =
        "a retry waits as long as announced: at least Retry-After, else at most the longest interval"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
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
                    return InvariantViolation(
                        event,
                        "\(phase) waits \(DurationText.text(delay)), asked to wait "
                            + DurationText.text(least)
                    )
                }
                if let most = policies[phase].map(longest), delay > most {
                    return InvariantViolation(
                        event,
                        "\(phase) waits \(DurationText.text(delay)), at most "
                            + "\(DurationText.text(most)) is allowed"
                    )
                }
            case .attemptStarted(let phase, _, _):
                if let time = due.removeValue(forKey: phase), event.time < time {
                    return InvariantViolation(
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
