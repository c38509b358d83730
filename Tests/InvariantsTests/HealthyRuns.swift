import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Workflows

/// Runs of the real machine in a virtual world, with their plans.
enum HealthyRuns {
    static let phases: [Workflow.Phase] = [
        .init("plan"), .init("code", needs: ["plan"]), .init("test", needs: ["code"]),
        .init("review", needs: ["code"]),
    ]

    static func plan(
        _ run: String,
        seed: UInt64 = 1,
        requirements: String = "build it",
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of(phases, run: run, seed: seed, requirements: requirements, configure)
    }

    /// Performs plans in one world.
    static func perform(
        _ plans: [RunPlan],
        faults: [Fault] = [],
        outputs: [String: [String]] = [:]
    ) -> [ObservedRun] {
        var world = VirtualWorld(faults: faults)
        let agents = phases.map { phase in
            let texts = outputs[phase.agent] ?? ["\(phase.agent) done"]
            return (
                phase.agent,
                SimulatedAgent(
                    outputs: texts.map { PhaseOutput(text: $0) },
                    latency: .uniform(min: .zero, max: .seconds(10))
                )
            )
        }
        return plans.map { plan in
            let trace = world.run(plan, agents: Dictionary(uniqueKeysWithValues: agents))
            return ObservedRun(plan: plan, events: trace.events)
        }
    }

    static func fault(
        _ id: String,
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void = { _ in }
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, selector: selector, inject: type)
    }

    /// A run in which `code` fails twice, the second time asking for 3 s, and one that the cache
    /// serves.
    static func retriedThenCached() throws -> [ObservedRun] {
        perform(
            [try plan("first"), try plan("second")],
            faults: [
                fault("limit", RateLimit()) { selector in
                    selector.phase = "code"
                    selector.nth = 1
                },
                fault("wait", RateLimit(retryAfter: .seconds(3))) { selector in
                    selector.phase = "code"
                    selector.nth = 2
                },
            ]
        )
    }
}

/// The invariants that find a violation.
func broken(_ runs: [ObservedRun]) -> [Invariant] {
    Invariant.standard.filter { $0.violation(in: runs) != nil }
}
