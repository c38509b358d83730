extension Invariant {
    /// Who keeps it.
    package enum Promise: Sendable, Equatable {
        /// The engine, under any fault.
        case engine
        /// Whoever wrote the workload, where this is so; the engine elsewhere.
        case workload(where: String)

        /// The word in lists.
        package var name: String {
            switch self {
            case .engine: "engine"
            case .workload: "workload"
            }
        }

        /// Where it is the workload's; `nil` where it never is.
        package var condition: String? {
            switch self {
            case .engine: nil
            case .workload(let condition): condition
            }
        }
    }

    /// Whose promise it is.
    package var promise: Promise {
        switch self {
        case .liveness: .workload(where: "a call has no timeout")
        case .damagedOutputUnused: .workload(where: "no validator rejects what a fault leaves")
        case .requestBudget: .workload(where: "an agent makes calls of its own")
        case .cacheHonesty: .workload(where: "cache.key is narrowed")
        case .effectsOnce: .workload(where: "an effect is not idempotent")
        default: .engine
        }
    }

    /// What it looks at, which is what it costs.
    package enum Cost: String, Sendable {
        /// Numbers of events.
        case events
        /// The same, and outputs are hashed once the cache gives a result.
        case hits
        /// Nothing until a fault damages an output.
        case firings
        /// Nothing until a run, or the scenario, is over.
        case endings
        /// A second execution of the scenario.
        case execution

        /// In words. What a seed costs in time depends on the machine: `moonlight speed --mode explored` measures it.
        package var words: String {
            switch self {
            case .events: "a few numbers an event"
            case .hits: "hashes where the cache hits"
            case .firings: "nothing without its faults"
            case .endings: "once a run, when it is over"
            case .execution: "a second execution"
            }
        }
    }

    /// What it costs.
    package var cost: Cost {
        switch self {
        case .cacheHonesty, .discardedWorkUnused: .hits
        case .damagedOutputUnused: .firings
        case .reportIsFold, .faultAccounting: .endings
        case .resumeParity, .determinism: .execution
        default: .events
        }
    }
}
