internal import Workflows

/// No phase is tried more often than its policy allows, and non-retryable failures are tried once.
enum AttemptBudget {
    static let summary =
        "attempts stay within max_attempts and max_revisions; non-retryable failures are not retried"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
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
                    return InvariantViolation(event, "\(phase) retries a non-retryable failure")
                }
                let failed = failures[phase] ?? 0
                let rejected = rejections[phase]?.count ?? 0
                if failed >= policy.maxAttempts || rejected > policy.maxRevisions {
                    return InvariantViolation(
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
