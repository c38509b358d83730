import Agents
import Faults
import Simulation
import Workflows

/// Plans, agents and faults from as little as a test has to say.
enum Simulated {
    static func plan(
        _ workflow: Workflow,
        run: String = "main",
        seed: UInt64 = 1,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        var configuration = WorkflowConfiguration()
        configure(&configuration)
        let agents = workflow.phases.map { phase in
            (phase.agent, RunPlan.Performer(identity: AgentIdentity(id: phase.agent)))
        }
        return try RunPlan(
            run: .init(name: run),
            seed: seed,
            workflow: workflow,
            requirements: "build it",
            configuration: configuration,
            performers: Dictionary(agents, uniquingKeysWith: { first, _ in first })
        )
    }

    static func plan(
        _ phases: [Workflow.Phase],
        run: String = "main",
        seed: UInt64 = 1,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try plan(Workflow(name: "test", phases: phases), run: run, seed: seed, configure)
    }

    /// An agent that always takes so many milliseconds.
    static func agent(_ milliseconds: Int = 0, _ outputs: String...) -> SimulatedAgent {
        SimulatedAgent(
            outputs: outputs.map { PhaseOutput(text: $0) },
            latency: .constant(.milliseconds(milliseconds))
        )
    }

    static func fault(
        _ id: String = "f",
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void = { _ in }
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, selector: selector, inject: type)
    }
}

extension WorkflowConfiguration {
    /// Changes what is set for one phase.
    mutating func phase(_ id: PhaseID, _ change: (inout PhaseConfiguration) -> Void) {
        change(&phases[id, default: PhaseConfiguration()])
    }
}

extension RunTrace {
    /// The events as lines of JSON.
    var bytes: [UInt8] {
        var lines = EventLines()
        for event in events { lines.append(event) }
        return lines.bytes
    }
}

extension VirtualWorld {
    /// How often each fault fired so far.
    var firings: [String: Int] { tallies.mapValues(\.firings) }

    /// How often each fault's sites were visited so far.
    var visits: [String: Int] { tallies.mapValues(\.visits) }
}
