internal import Workflows

/// The longest that a run takes from any moment on if nothing disturbs it any more: its timeouts and delays, times the
/// attempts that there can be.
struct LongestRest {
    /// `nil` where a call has no timeout.
    let duration: Duration?

    init(_ phases: [RunPlan.Phase], _ configuration: WorkflowConfiguration) {
        let revisions = phases.reduce(0.0) { $0 + Double($1.configuration.onRejected?.max ?? 0) }
        let turns = 1 + Double(configuration.maxRollbacks) + revisions
        var sum = 0.0
        for phase in phases where !phase.isSkipped {
            let settings = phase.configuration
            guard let timeout = settings.attemptTimeout else {
                duration = nil
                return
            }
            let policy = settings.retry
            let attempt =
                Double(timeout.microseconds) + Double(policy.longestDelay.microseconds)
            sum += attempt * (Double(policy.maxAttempts) + Double(policy.maxRevisions)) * turns
            // What undoes a phase has the phase's own limits.
            if settings.compensation != nil { sum += attempt * Double(policy.maxAttempts) }
        }
        duration = min(.microseconds(clamping: sum), .longest)
    }
}
