package import Workflows

/// What replays know of one phase: its turns in the executions of one scenario's run, the oldest first.
package struct PhaseExecutions: Sendable, Equatable {
    /// The phase in one execution.
    package struct Execution: Sendable, Equatable {
        /// Equal for executions that share a cache which begins empty: those of one run's repetitions.
        package let session: Int
        /// The phase's turns.
        package let turns: [PhaseRow]

        /// Describes the phase in an execution.
        package init(session: Int, turns: [PhaseRow]) {
            self.session = session
            self.turns = turns
        }
    }

    /// The phase.
    package let phase: PhaseID
    /// The executions in which the phase had turns that ended by themselves.
    package let executions: [Execution]

    /// Gathers the executions of a phase.
    package init(phase: PhaseID, executions: [Execution]) {
        self.phase = phase
        self.executions = executions
    }

    /// Finds the phase in the executions of a series, the oldest first.
    ///
    /// An execution in which a turn of the phase was cancelled, or its process died, says nothing of how long it takes. A
    /// repetition that follows another of the same seed shares its cache.
    package init(_ phase: PhaseID, in rows: [ExecutionRow]) {
        var executions: [Execution] = []
        var session = 0
        var previous: ExecutionRow?
        for row in rows {
            if let before = previous,
                before.repetition == 0 || row.repetition <= before.repetition
                    || row.seed != before.seed
            {
                session += 1
            }
            previous = row
            let turns = row.phases.filter { $0.phase == phase }
            guard !turns.isEmpty, turns.allSatisfy(\.isWhole) else { continue }
            executions.append(Execution(session: session, turns: turns))
        }
        self.init(phase: phase, executions: executions)
    }

    /// The latest executions, at most so many.
    func latest(_ count: Int) -> PhaseExecutions {
        PhaseExecutions(phase: phase, executions: executions.suffix(count))
    }

    /// The latest executions in a row that asked no cache: those whose results were looked up say what that saves.
    var uncached: PhaseExecutions { latest { $0.turns.allSatisfy { !$0.usesCache } } }

    /// The latest executions in a row that satisfy a condition.
    func latest(where condition: (Execution) -> Bool) -> PhaseExecutions {
        let start = executions.lastIndex { !condition($0) }.map { $0 + 1 } ?? 0
        return PhaseExecutions(phase: phase, executions: Array(executions[start...]))
    }
}

extension PhaseRow {
    /// Whether it ended by itself, with all its calls.
    fileprivate var isWhole: Bool {
        guard let ending, ending != .cancelled else { return false }
        return attempts.allSatisfy { $0.outcome != .unknown }
    }
}
