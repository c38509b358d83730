internal import Scenarios
internal import Faults
internal import Workflows

/// A scenario's runs without one of its faults, batch after batch next to the runs that have it.
///
/// The other faults fire where they fired there, and nowhere else. Nothing is kept but the world.
struct FaultComparison {
    private let fault: String
    private let isCancelled: @Sendable () -> Bool
    private var session: ScenarioSession<VirtualSessionWorld>

    /// A comparison that has executed so many batches, in which the fault did not fire: in those the runs are the same with
    /// it and without.
    init(
        _ scenario: Scenario,
        without fault: String,
        seed: UInt64,
        after batches: Int,
        isCancelled: @escaping @Sendable () -> Bool
    ) async throws(WorkflowGraph.Defect) {
        self.fault = fault
        self.isCancelled = isCancelled
        let faults = scenario.faults.map(\.fault)
        let world = VirtualSessionWorld(
            scenario,
            interference: DrawnFaults(faults),
            keepsEvents: false,
            isCancelled: isCancelled
        )
        session = ScenarioSession(scenario, seed: seed, in: world)
        for _ in 0..<batches where !isCancelled() { _ = try await session.executeBatch() }
        session.world.disturb(by: ScriptedFaults(faults))
    }

    /// Executes the next batch, where these faults fired in the scenario's own; says how a run ended otherwise, in
    /// words; `nil` where all ended alike.
    ///
    /// What is cancelled is not compared.
    mutating func difference(
        of batch: ExecutedBatch,
        _ firings: [ScriptedFiring]
    ) async throws(WorkflowGraph.Defect) -> RunDifference? {
        guard !isCancelled() else { return nil }
        session.world.follow(firings.lazy.filter { [fault] in $0.fault != fault })
        guard let without = try await session.executeBatch(), !isCancelled() else { return nil }
        return zip(batch.runs, without.runs).lazy.compactMap { $0.difference(from: $1) }.first
    }
}
