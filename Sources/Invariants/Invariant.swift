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
    /// A phase takes only the steps that the table of transitions has.
    case legalTransitions = "legal_transitions"
    /// An idempotency key never meets two different inputs.
    case oneKeyOneInput = "one_key_one_input"
    /// What a fault cut or broke is no result.
    case damagedOutputUnused = "damaged_output_unused"
    /// Calls stay within the budget, an agent's own included.
    case requestBudget = "request_budget"
    /// Every look-up has one answer.
    case cacheAccounting = "cache_accounting"
    /// What was discarded is used by nobody.
    case discardedWorkUnused = "discarded_work_unused"
    /// What has a limit keeps within it.
    case bounds
    /// Nothing starts at a deadline, and the run ends there.
    case deadline
    /// Every run comes to its end.
    case liveness
    /// What reports say is what events amount to.
    case reportIsFold = "report_is_fold"
    /// What agents do to the world is done once for each result that counts.
    case effectsOnce = "effects_once"
    /// A damaged record is never read as a result.
    case corruptionClosed = "corruption_closed"
    /// Every fault is accounted for.
    case faultAccounting = "fault_accounting"
    /// A run that was killed and resumed ends as if it had not been.
    case resumeParity = "resume_parity"
    /// The same seed gives the same events.
    case determinism

    /// Those that are judged unless a scenario says otherwise.
    package static let standard = allCases.filter { !$0.needsSecondExecution }

    /// Whether a scenario is executed a second time for it, which it is only where a scenario names it.
    package var needsSecondExecution: Bool { self == .resumeParity || self == .determinism }

    /// Its place among all.
    var place: UInt32 {
        switch self {
        case .oneEnding: 0
        case .dependencyOrder: 1
        case .attemptBudget: 2
        case .backoffBounds: 3
        case .cacheHonesty: 4
        case .committedOnce: 5
        case .compensationOrder: 6
        case .legalTransitions: 7
        case .oneKeyOneInput: 8
        case .damagedOutputUnused: 9
        case .requestBudget: 10
        case .cacheAccounting: 11
        case .discardedWorkUnused: 12
        case .bounds: 13
        case .deadline: 14
        case .liveness: 15
        case .reportIsFold: 16
        case .faultAccounting: 17
        case .resumeParity: 18
        case .determinism: 19
        case .corruptionClosed: 20
        case .effectsOnce: 21
        }
    }

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
        case .corruptionClosed: CorruptionClosed.summary
        case .legalTransitions: LegalTransitions.summary
        case .oneKeyOneInput: OneKeyOneInput.summary
        case .damagedOutputUnused: DamagedOutputUnused.summary
        case .requestBudget: RequestBudget.summary
        case .cacheAccounting: CacheAccounting.summary
        case .discardedWorkUnused: DiscardedWorkUnused.summary
        case .bounds: Bounds.summary
        case .deadline: Deadline.summary
        case .liveness: Liveness.summary
        case .reportIsFold: ReportIsFold.summary
        case .faultAccounting: FaultAccounting.summary
        case .resumeParity:
            "a run that is killed and resumed ends like the uninterrupted one, and nothing committed "
                + "runs again"
        case .determinism: "the same scenario and seed give the same events"
        }
    }
}
