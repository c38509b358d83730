internal import Scenarios
internal import Faults
internal import Storage
internal import Workflows

/// A repetition that failed and was not recorded: of a run on a virtual clock only the first few are.
struct FailedRepetition {
    /// The run's place in the scenario.
    let run: Int
    /// Its place among the repetitions that are kept.
    let place: Int
    /// The repetition's id.
    let id: String
    private let number: Int

    /// The first one of a scenario's; `nil` where the first failure of a repeated run can be shown already.
    init?(of scenario: Scenario, in result: ScenarioResult) {
        let runs = result.runs.enumerated()
        guard let (run, repeated) = runs.first(where: { $1.repetitions.failed > 0 }),
            scenario.runs[run].repetitions > 1,
            let place = repeated.repetitions.firstIndex(where: { !$0.failures.isEmpty })
        else { return nil }
        let failed = repeated.repetitions[place]
        guard failed.storedID == nil else { return nil }
        self.run = run
        self.place = place
        id = failed.id
        number = failed.record.run.repetition
    }

    /// Executes the scenario again up to the repetition, which does on a virtual clock what it did, and stores it.
    ///
    /// - Returns: The id under which it is stored; `nil` where that was cancelled.
    func store(
        _ scenario: Scenario,
        seed: UInt64,
        in state: ScenarioState,
        at wall: Duration,
        isCancelled: @escaping @Sendable () -> Bool
    ) async throws -> String? {
        let world = VirtualSessionWorld(scenario, journaled: number, isCancelled: isCancelled)
        var session = ScenarioSession(scenario, seed: seed, in: world)
        while !isCancelled(), let batch = try await session.executeBatch() {
            guard batch.run == run, let failed = batch.runs.first(where: { $0.plan.run.id == id })
            else { continue }
            var kept = [failed]
            try state.keep(&kept, of: scenario, at: wall)
            return isCancelled() ? nil : kept.first?.trace.storedID
        }
        return nil
    }
}

extension ScenarioResult {
    /// Says under which id a repetition is stored.
    mutating func note(_ repetition: FailedRepetition, storedAs id: String) {
        var result = runs[repetition.run].repetitions[repetition.place]
        result.storedID = id
        for index in result.failures.indices { result.failures[index].storedID = id }
        runs[repetition.run].repetitions[repetition.place] = result
    }
}
