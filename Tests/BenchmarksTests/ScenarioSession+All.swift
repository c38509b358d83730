import Suites
import Scenarios

extension ScenarioSession where World == VirtualSessionWorld {
    /// Executes all runs of a scenario in a virtual world, and keeps what came of them.
    static func execute(_ scenario: Scenario, seed: UInt64) async throws -> [[ExecutedRun]] {
        var session = ScenarioSession(scenario, seed: seed, in: VirtualSessionWorld(scenario))
        var executed: [[ExecutedRun]] = []
        while let batch = try await session.executeBatch() {
            if executed.count == batch.run { executed.append([]) }
            executed[batch.run] += batch.runs
        }
        return executed
    }
}
