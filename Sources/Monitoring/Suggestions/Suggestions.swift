internal import Statistics
package import Workflows

/// What the executions of one scenario's run suggest to change.
package struct Suggestions: Sendable, Equatable {
    /// A phase of which too little is known for any suggestion.
    package struct TooFew: Sendable, Equatable {
        /// The phase.
        package let phase: PhaseID
        /// In how many executions something was found out about it: an agent executed it, or no cache was asked.
        package let executions: Int
        /// How many more are needed.
        package var missing: Int { SuggestionRules.leastExecutions - executions }

        /// Says how much is known of a phase.
        package init(phase: PhaseID, executions: Int) {
            self.phase = phase
            self.executions = executions
        }
    }

    /// The suggestions, phase by phase in the order in which phases first came up.
    package private(set) var found: [Suggestion] = []
    /// The phases of which too little is known.
    package private(set) var tooFew: [TooFew] = []

    /// Replays the executions of a series, the oldest first. The same executions and seed give the same suggestions.
    package init(_ rows: [ExecutionRow], seed: UInt64) {
        var phases: [PhaseID] = []
        var known: Set<PhaseID> = []
        for phase in rows.lazy.flatMap(\.phases).map(\.phase) where known.insert(phase).inserted {
            phases.append(phase)
        }
        let isPlain = Self.isPlain(Set(phases), rows)
        for phase in phases { add(PhaseExecutions(phase, in: rows), isPlain: isPlain, seed) }
    }

    /// Replays the executions of one phase.
    package init(_ executions: PhaseExecutions, seed: UInt64) {
        add(executions, isPlain: false, seed)
    }

    /// Whether it may be the workflow that has no cache to switch on: the phases are its, and none ever asked one.
    private static func isPlain(_ phases: Set<PhaseID>, _ rows: [ExecutionRow]) -> Bool {
        phases == Set(WorkflowCatalog.full.phases.map(\.id))
            && rows.allSatisfy { $0.phases.allSatisfy { !$0.usesCache } }
    }

    private mutating func add(_ all: PhaseExecutions, isPlain: Bool, _ seed: UInt64) {
        // What came from the cache says nothing of attempts, nor of what a cache would save.
        let known = max(all.executed.count, all.uncached.executions.count)
        guard known >= SuggestionRules.leastExecutions else {
            tooFew.append(TooFew(phase: all.phase, executions: known))
            return
        }
        let chance = Chance(seed: seed).named("suggestions").named(all.phase.name)
        func generator(_ kind: Suggestion.Kind) -> ResamplingGenerator {
            ResamplingGenerator(seed: UInt64(chance.named(kind.rawValue).uniform() * 0x1p53))
        }
        let found = [
            CacheSuggestion.find(all, isPlain: isPlain, generator(.cache)),
            TimeoutSuggestion.find(all, generator(.timeout)),
            AttemptSuggestion.find(all, generator(.maxAttempts)),
        ]
        self.found += found.compactMap(\.self)
    }
}
