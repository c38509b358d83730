import Scenarios
import TestSupport
import Workflows

@testable import Exploration

/// Scenarios from their text, and what exploring them comes to.
struct Laboratory {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func scenario(_ text: String) throws -> Scenario {
        try folder.write("x.yaml", text)
        return try ScenarioLoader(workingDirectory: folder.path).load("x.yaml")
    }

    func explore(
        _ scenario: Scenario,
        seeds: UInt64 = 300,
        faults: Int = 3,
        jobs: Int = 1
    ) async throws -> Exploration {
        var options = ExploreOptions()
        options.seeds = 1...seeds
        options.faults = faults
        options.jobs = jobs
        return try await explorer(scenario, options).run()
    }

    func explorer(
        _ scenario: Scenario,
        _ options: ExploreOptions = ExploreOptions()
    ) throws -> Explorer {
        try Explorer(scenario, options, clock: ContinuousClock())
    }

    /// A payment of which the other side does not know its key, and that is tried again.
    static let payment = """
        name: a payment
        workflow: {phases: [{name: plan}, {name: pay, needs: [plan]}]}
        config:
          cache: {enabled: false}
          retry: {max_attempts: 2, initial: 1s}
          phases: {plan: {timeout: {attempt: 5s}}, pay: {timeout: {attempt: 5s}}}
        agents:
          plan: {simulated: {output: one step, latency: 1s}}
          pay: {simulated: {output: paid, latency: 2s, effects: [{name: charge, idempotent: false}]}}
        runs: [{name: cold}]
        """

    /// The same with a key that the other side knows.
    static let mended = payment.replacing("idempotent: false", with: "idempotent: true")
}
