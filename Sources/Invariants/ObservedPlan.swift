internal import Workflows

/// What invariants need of a plan, by the places of its phases: worked out once for all runs that follow it.
final class ObservedPlan: Sendable {
    /// What bounds a phase's attempts.
    struct Bounds {
        let maxAttempts: Int
        let maxRevisions: Int
        /// The longest delay before a retry.
        let longestDelay: Duration
        /// Its part of the list of needs.
        let needs: Range<Int>
        /// Its part of the list of inputs.
        let inputs: Range<Int>
        /// Whether its results are looked up and kept.
        let isCached: Bool
    }

    let phases: [RunPlan.Phase]
    let bounds: [Bounds]
    /// The phases that others need, phase after phase.
    let needs: [Int]
    /// The phases whose outputs others are given, phase after phase.
    let inputs: [Int]
    let policies: [RetryPolicy]
    let isShared: Bool
    /// How many results the cache holds at most.
    let cacheEntries: Int
    /// How many bytes it holds at most.
    let cacheBytes: Int
    /// What agents are given.
    let context: WorkflowConfiguration.Context
    /// How much the run's calls may use.
    let budget: UsageBudget
    /// Whether the use of calls is limited, the run's or a phase's: where it is not, nothing is counted.
    let isBudgeted: Bool
    /// Whether every result that is to be kept really is: nothing weighs whether it is worth it, or is too small for it.
    let keepsEverything: Bool
    /// How long a run may take.
    let runTimeout: Duration?
    /// How many agents may be at work at the same time.
    let slots: Int
    let maxRollbacks: Int
    /// Whether a run can be resumed from what it committed.
    let hasCheckpoints: Bool
    /// The longest that a run takes from any moment on, if nothing disturbs it any more; `nil` where a call has no timeout.
    let longestRest: Duration?
    private let plan: RunPlan

    init(_ plan: RunPlan) {
        self.plan = plan
        phases = plan.phases
        policies = phases.map(\.configuration.retry)
        let configuration = plan.configuration
        isShared = configuration.cacheStore == .shared
        cacheEntries = max(0, configuration.cacheLimits.entries)
        cacheBytes = max(0, configuration.cacheLimits.bytes)
        context = configuration.context
        budget = configuration.budget
        isBudgeted =
            !configuration.budget.isUnlimited
            || phases.contains { !$0.configuration.budget.isUnlimited }
        keepsEverything =
            configuration.cacheStrategy == .always
            && configuration.cacheLimits.bytes >= CacheLimits().bytes
        runTimeout = configuration.runTimeout
        slots = configuration.isParallel ? configuration.maxConcurrentPhases ?? .max : 1
        maxRollbacks = configuration.maxRollbacks
        hasCheckpoints = configuration.hasCheckpoints
        longestRest = LongestRest(phases, configuration).duration
        var needs: [Int] = []
        var inputs: [Int] = []
        bounds = phases.map { phase in
            let start = needs.count
            let firstInput = inputs.count
            needs += phase.needs
            inputs += phase.inputs
            let policy = phase.configuration.retry
            return Bounds(
                maxAttempts: policy.maxAttempts,
                maxRevisions: policy.maxRevisions,
                longestDelay: policy.longestDelay,
                needs: start..<needs.count,
                inputs: firstInput..<inputs.count,
                isCached: phase.configuration.isCached
            )
        }
        self.needs = needs
        self.inputs = inputs
    }

    /// What the user asks for.
    var requirements: String { plan.requirements }

    /// How many phases there are.
    var count: Int { bounds.count }

    /// Whether a plan is this one, seed and repetition aside.
    func isPlan(of other: RunPlan) -> Bool {
        let theirs = other.phases
        guard let first = phases.first, let other = theirs.first else { return false }
        return first === other && phases.count == theirs.count
    }

    /// The place of a phase.
    func place(of phase: PhaseID) -> Int? { plan.place(of: phase) }
}
