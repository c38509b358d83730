internal import Suites
internal import Scenarios
internal import Workflows

/// Takes single measurements of one run of a scenario: in fresh state, after the runs before it.
struct RunSampler {
    /// One measurement.
    struct Sample {
        let record: RunRecord
        let status: RunStatus
        /// What happened; on a real clock only the record is kept.
        let trace: RunTrace?
    }

    /// Why there is no measurement.
    struct Failure: Error {
        let reason: String
    }

    let scenario: Scenario
    let surroundings: SuiteEnvironment

    /// Measures the first repetition; `number` keeps workspaces apart.
    func sample(run index: Int, seed: UInt64, number: Int) async throws(Failure) -> Sample {
        if Task.isCancelled { throw Failure(reason: "it was called off") }
        return scenario.isVirtual
            ? try await virtual(index, seed) : try await real(index, seed, number)
    }

    private func virtual(_ index: Int, _ seed: UInt64) async throws(Failure) -> Sample {
        var last: [ExecutedRun]?
        do throws(WorkflowGraph.Defect) {
            let world = VirtualSessionWorld(scenario) { Task.isCancelled }
            var session = ScenarioSession(scenario, seed: seed, in: world)
            while !Task.isCancelled, last == nil, let batch = try await session.executeBatch() {
                if batch.run == index { last = batch.runs }
            }
        } catch {
            throw Failure(reason: "the workflow has no order: \(error)")
        }
        if Task.isCancelled { throw Failure(reason: "it was called off") }
        guard let trace = last?.first?.trace else {
            throw Failure(reason: "the scenario has no such run")
        }
        return Sample(record: trace.record, status: trace.status, trace: trace)
    }

    private func real(
        _ index: Int,
        _ seed: UInt64,
        _ number: Int
    ) async throws(Failure) -> Sample {
        var options = ScenarioRunner.Options()
        options.seed = seed
        let runner = ScenarioRunner(surroundings, options: options)
        let result = await runner.run(scenario, number: number)
        guard result.runs.indices.contains(index),
            let repetition = result.runs[index].repetitions.first
        else {
            throw Failure(reason: result.breakage ?? "a run was not reached")
        }
        return Sample(record: repetition.record, status: repetition.status, trace: nil)
    }
}
