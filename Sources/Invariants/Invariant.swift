internal import Workflows

/// What holds in every run, whatever its faults. One file each; this list shows all there are.
package enum Invariant: String, Sendable, CaseIterable {
    /// A run begins once, ends once, and its time never goes back.
    case oneEnding = "one_ending"
    /// No phase starts before what it needs is over.
    case dependencyOrder = "dependency_order"
    /// No phase is tried more often than its policy allows, and non-retryable failures are tried once.
    case attemptBudget = "attempt_budget"
    /// Each delay is the one that the policy allows, and is waited.
    case backoffBounds = "backoff_bounds"
    /// The cache gives only what was committed before.
    case cacheHonesty = "cache_honesty"
    /// A result that counts is not made again.
    case committedOnce = "committed_once"
    /// Committed phases are undone once, the latest first.
    case compensationOrder = "compensation_order"
    /// What agents do to the world is done once for each result that counts.
    case effectsOnce = "effects_once"

    /// What it says, in a sentence.
    package var summary: String {
        switch self {
        case .oneEnding: OneEnding.summary
        case .dependencyOrder: DependencyOrder.summary
        case .attemptBudget: AttemptBudget.summary
        case .backoffBounds: BackoffBounds.summary
        case .cacheHonesty: CacheHonesty.summary
        case .committedOnce: CommittedOnce.summary
        case .compensationOrder: CompensationOrder.summary
        case .effectsOnce: EffectsOnce.summary
        }
    }
}
