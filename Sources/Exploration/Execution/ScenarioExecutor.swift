internal import Scenarios
internal import Workflows

/// Executes one scenario again and again under other faults and seeds, on one thread.
struct ScenarioExecutor {
    private let log: FiringLog
    private var quick: SeedExecutor?
    private let session: SessionExecutor

    /// An executor of a scenario whose runs are all on a virtual clock.
    ///
    /// - Parameter isWhole: Whether everything is executed as `run` does, however long that takes.
    init(
        _ scenario: Scenario,
        isWhole: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(WorkflowGraph.Defect) {
        let log = FiringLog(own: scenario.ownSamples)
        self.log = log
        quick = isWhole ? nil : try SeedExecutor(scenario, log)
        session = SessionExecutor(scenario, log, isCancelled: isCancelled)
    }

    /// Whether executions are cheap.
    var isQuick: Bool { quick != nil }

    /// Executes the scenario once.
    mutating func execute(
        _ order: ExecutionOrder
    ) async throws(WorkflowGraph.Defect) -> ExploredExecution {
        if let execution = quick?.execute(order) { return execution }
        return try await session.execute(order)
    }
}
