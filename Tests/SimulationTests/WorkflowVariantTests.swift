import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("The plain workflow and the enhanced one")
struct WorkflowVariantTests {
    /// The lines of two runs in one world, with faults that make some attempts fail.
    private func lines(
        _ workflow: Workflow,
        _ configure: (inout WorkflowConfiguration) -> Void
    ) throws -> String {
        var world = VirtualWorld(faults: [
            Simulated.fault("limit", RateLimit()) { $0.every = 3 },
            Simulated.fault("crash", Crash()) { $0.probability = 0.2 },
        ])
        let agent = SimulatedAgent(
            outputs: [PhaseOutput(text: "done")],
            latency: .lognormal(median: .seconds(1), p90: .seconds(2))
        )
        var lines = EventLines()
        for name in ["first", "second"] {
            let plan = try RunPlan.of(workflow, run: name, seed: 3) { configuration in
                for phase in workflow.phases {
                    configuration.phase(phase.id) { $0.retry.maxAttempts = 10 }
                }
                configure(&configuration)
            }
            let agents = Dictionary(
                workflow.phases.map { ($0.agent, agent) },
                uniquingKeysWith: { first, _ in first }
            )
            for event in world.run(plan, agents: agents).events { lines.append(event) }
        }
        return String(decoding: lines.bytes, as: UTF8.self)
    }

    /// Cache, context and parallel phases switched off.
    private func off(_ configuration: inout WorkflowConfiguration) {
        configuration.context = .off
        configuration.isParallel = false
        for phase in WorkflowCatalog.full.phases {
            configuration.phase(phase.id) { $0.isCached = false }
        }
    }

    @Test("with everything off, the enhanced one's events are the plain one's but for the name")
    func sameEvents() throws {
        let plain = try lines(WorkflowCatalog.full, off)
        let enhanced = try lines(WorkflowCatalog.enhancedFull, off)
        #expect(plain != enhanced)
        #expect(
            enhanced.replacing("\"workflow\":\"enhanced_full\"", with: "\"workflow\":\"full\"")
                == plain
        )
        #expect(plain.contains("retry_scheduled"))
    }

    @Test("with the cache on, the enhanced one takes its second run from it")
    func cache() throws {
        let off = try lines(WorkflowCatalog.enhancedFull, off)
        let on = try lines(WorkflowCatalog.enhancedFull) { $0.isParallel = false }
        #expect(on.contains("cache_hit"))
        #expect(!off.contains("cache_"))
    }
}
