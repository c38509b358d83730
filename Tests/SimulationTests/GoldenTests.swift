import Agents
import Faults
import Patterns
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Events of a small scenario, byte for byte")
struct GoldenTests {
    /// Two runs: one with a refusal, a drawn latency, a rejection, a review that sends back and a
    /// skipped phase; then
    /// one that the cache serves.
    private func lines() throws -> [UInt8] {
        let workflow = Workflow(
            name: "small",
            phases: [
                .init("plan"), .init("lint"),
                .init("code", needs: ["plan", "lint"]),
                .init("review", needs: ["code"], inputs: ["plan", "code"]),
            ]
        )
        let agents = [
            "plan": SimulatedAgent(
                outputs: [PhaseOutput(text: "1. \"quote\"\n2. é")],
                latency: .lognormal(median: .milliseconds(1800), p90: .seconds(4))
            ),
            "code": Simulated.agent(3000, "let x", "let x = 1", "let x = 2"),
            "review": Simulated.agent(500, "no: use 2", "approved"),
        ]
        var world = VirtualWorld(faults: [
            Simulated.fault("limit", RateLimit(retryAfter: .milliseconds(1500))) {
                $0.phase = "plan"
                $0.times = 1
            },
            Simulated.fault("reset", ServerError(status: 503)) { $0.nth = 4 },
        ])
        let number = try Pattern("= [0-9]")
        let traces = try ["first", "second"].map { name in
            let plan = try RunPlan.of(workflow, run: name, seed: 42) { configuration in
                configuration.skipped = ["lint"]
                configuration.runTimeout = .seconds(60)
                configuration.phase("plan") { $0.retry.jitter = .fraction(0.1) }
                configuration.phase("code") { phase in
                    phase.validators = [.matches(number)]
                    phase.retry.jitter = .full
                }
                configuration.phase("review") { phase in
                    phase.validators = [.contains("approved")]
                    phase.onRejected = .init(revise: "code", max: 1)
                }
            }
            return world.run(plan, agents: agents)
        }
        #expect(traces.map(\.status) == [.succeeded, .succeeded])
        return traces.flatMap(\.bytes)
    }

    @Test("every event is the recorded one; MOONLIGHT_RECORD=1 records, and fails")
    func golden() throws {
        try GoldenFile("Tests/SimulationTests/Golden/small-scenario.jsonl").expect(try lines())
    }
}
