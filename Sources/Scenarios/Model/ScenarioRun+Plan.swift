internal import Agents
package import Workflows

extension ScenarioRun {
    /// The plan of one repetition; a run that is not repeated has number 0.
    package func plan(
        of scenario: Scenario,
        seed: UInt64,
        environment: [String: String] = [:]
    ) throws(WorkflowGraph.Defect) -> RunPlan {
        try RunPlan(
            run: .init(name: name),
            seed: self.seed ?? seed,
            workflow: scenario.workflow,
            requirements: requirements,
            configuration: configuration,
            performers: agents.mapValues { $0.performer(in: environment) },
            drawsInCommon: scenario.drawsInCommon
        )
    }

    /// The numbers of the repetitions, those at the same time included.
    package var repetitionNumbers: ClosedRange<Int> {
        repetitions == 1 ? 0...0 : 1...repetitions
    }

    /// Whether it is repeated at least so often.
    package func hasRepetition(_ number: Int) -> Bool {
        repetitions > 1 && (1...repetitions).contains(number)
    }

    /// In how many batches the repetitions are executed.
    package var batchCount: Int { (repetitionNumbers.count + concurrency - 1) / concurrency }

    /// The numbers of the repetitions that are executed at the same time, in the batch with this number, from 0.
    package func batch(_ number: Int) -> Range<Int> {
        let numbers = repetitionNumbers
        let first = numbers.lowerBound + number * concurrency
        return first..<min(first + concurrency, numbers.upperBound + 1)
    }
}

extension AgentDefinition {
    /// What the cache key knows of the agent where it takes these variables from the environment.
    package func performer(in environment: [String: String]) -> RunPlan.Performer {
        guard case .process(let process) = agent,
            let taken = process.environmentDigest(in: environment)
        else { return performer }
        return RunPlan.Performer(
            identity: performer.identity,
            configuration: performer.configuration,
            environment: taken,
            readsFiles: performer.readsFiles
        )
    }
}

extension Scenario {
    /// How often its runs are executed, one repetition after another.
    package var executionCount: Int {
        runs.reduce(0) { sum, run in
            let (total, overflows) = sum.addingReportingOverflow(run.repetitionNumbers.count)
            return overflows ? .max : total
        }
    }
}
