internal import Agents
internal import Invariants
internal import Scenarios
internal import Workflows

/// A planted mistake that exploring must find by its own drawing and judging, so that silence means something: a payment
/// whose other side does not know it again, which a lost answer has done twice.
enum Canary {
    /// Within how many executions it must be found.
    static let limit = SeedSearch.generation

    /// Says whether it is found.
    static func isCaught(
        jobs: Int,
        isCancelled: @escaping @Sendable () -> Bool
    ) async throws -> Bool {
        let scenario = scenario
        var options = ExploreOptions()
        options.seeds = 1...UInt64(limit)
        options.jobs = jobs
        let catalog = try SampleCatalog(for: scenario)
        let pool = try ExecutorPool(scenario, jobs: jobs, isCancelled: isCancelled)
        let base = try await ExhaustiveSearch(pool, catalog, seed: scenario.seed)
            .run(faults: 0, mostPairs: 0)
        var search = SeedSearch(
            scenario,
            pool,
            catalog,
            options,
            visits: base.visits,
            places: base.places
        )
        let outcome = try await search.run(after: base.reach)
        return outcome.list.findings.contains {
            $0.violation.promise == .invariant(.effectsOnce) && !$0.schedule.isEmpty
        }
    }

    private static var scenario: Scenario {
        let planner = SimulatedAgent(outputs: [PhaseOutput(text: "one step")])
        let payer = SimulatedAgent(
            outputs: [PhaseOutput(text: "paid")],
            latency: .constant(.seconds(2)),
            effects: [AgentEffect("charge", isIdempotent: false)]
        )
        let phases: [PhaseID] = ["plan", "pay"]
        return Scenario(
            name: "canary",
            workflow: Workflow(
                name: "canary",
                phases: [
                    Workflow.Phase(phases[0], agent: "planner"),
                    Workflow.Phase(phases[1], needs: [phases[0]], agent: "payer"),
                ]
            ),
            runs: [
                ScenarioRun(
                    "cold",
                    agents: [
                        "planner": AgentDefinition(simulated: planner, named: "planner"),
                        "payer": AgentDefinition(simulated: payer, named: "payer"),
                    ]
                )
            ]
        )
    }
}
