package import Workflows

/// One execution of a run: what was planned, and what happened.
package struct ExecutedRun: Sendable {
    /// What was planned.
    package let plan: RunPlan
    /// What happened.
    package let trace: RunTrace
    /// How often each fault's call sites had been reached by its end.
    package let visits: [String: Int]

    /// Whether two executions ended alike: in status, and in every committed output.
    func endedLike(_ other: ExecutedRun) -> Bool {
        guard trace.status == other.trace.status,
            trace.outputs.count == other.trace.outputs.count
        else { return false }
        return trace.outputs.allSatisfy { other.trace.outputs[$0.key]?.digest == $0.value.digest }
    }
}

extension ScenarioRun {
    /// The plan of one repetition; a run that is not repeated has number 0.
    func plan(of scenario: Scenario, seed: UInt64) throws(WorkflowGraph.Defect) -> RunPlan {
        try RunPlan(
            run: .init(name: name),
            seed: self.seed ?? seed,
            workflow: scenario.workflow,
            requirements: requirements,
            configuration: configuration,
            performers: agents.mapValues(\.performer)
        )
    }

    /// The numbers of the repetitions.
    var repetitionNumbers: ClosedRange<Int> {
        repetitions == 1 ? 0...0 : 1...repetitions
    }
}
