import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Exploration

/// An executor that is used again gives what a new one gives, and what a session gives.
@Suite("Executors that are used again")
struct ReusedExecutorTests {
    @Test(
        "leave nothing behind",
        arguments: ["cache/smart", "cache/invalidation", "cache/warm-run", "rollback/compensate"]
    )
    func nothingLeft(name: String) async throws {
        let scenario = try ScenarioLoader(workingDirectory: Repository.root.path)
            .load("Scenarios/\(name).yaml")
        let catalog = try SampleCatalog(for: scenario)
        var visits: [Failpoint: Int] = [:]
        for failpoint in Failpoint.allCases { visits[failpoint] = 12 }
        let drawing = ScheduleDrawing(catalog, visits: visits, faults: 3)
        var used = try ScenarioExecutor(scenario) { false }
        #expect(used.isQuick)
        var whole = try ScenarioExecutor(scenario, isWhole: true) { false }
        for seed in UInt64(1)...150 {
            let order = ExecutionOrder(seed: seed, targets: drawing.targets(seed))
            let again = try await used.execute(order)
            let session = try await whole.execute(order)
            let types = order.targets.map { "\($0.sample.type) \($0.aim)" }
            #expect(again.hash.value == session.hash.value, "seed \(seed): \(types)")
            #expect(again.firings.map(\.site) == session.firings.map(\.site))
        }
    }
}
