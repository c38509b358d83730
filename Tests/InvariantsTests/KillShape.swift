import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

/// A run that is killed and resumed: its plan, its faults, and agents that answer as a service would that knows
/// the state of the work, not how often it was called.
struct KillShape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plan: RunPlan
    let faults: [Fault]
    /// Whether the agents say the same whatever the state, so that a world can be used on.
    let isStateless: Bool
    /// The agents of a process that starts from this state.
    let agents: @Sendable (RunRestoration) -> [String: SimulatedAgent]

    /// One execution, from a state to its end or to its death.
    struct Execution {
        let world: VirtualWorld
        let trace: RunTrace
        let entries: [[UInt8]]
        let state: RunRestoration

        var isInterrupted: Bool { trace.status == .interrupted }
    }

    /// Executes the run in a new process, from what its journal says; with an earlier world its cache is there still.
    func execute(
        after entries: [[UInt8]]? = nil,
        in earlier: VirtualWorld? = nil,
        killedAfter events: Int? = nil
    ) throws -> Execution {
        var world = earlier ?? VirtualWorld(faults: faults)
        world.loseMemory()
        let id = plan.run.id
        world.replaceJournal(of: id, with: entries ?? [])
        let state = try world.restoration(of: id)
        var order = VirtualOrder(plan: plan, agents: agents(state))
        if entries != nil { order.restoration = state }
        order.recordedEntries = entries?.count ?? 0
        order.death = events.map { .afterEvents($0) }
        let trace = world.run([order]).first ?? RunTrace(run: plan.run)
        return Execution(
            world: world,
            trace: trace,
            entries: world.journals[id] ?? [],
            state: try world.restoration(of: id)
        )
    }
}

extension KillShape {
    /// An agent that always takes so many milliseconds.
    static func agent(_ milliseconds: Int, _ outputs: String...) -> SimulatedAgent {
        SimulatedAgent(
            outputs: outputs.map { PhaseOutput(text: $0) },
            latency: .constant(.milliseconds(milliseconds))
        )
    }

    static func plan(
        _ phases: [Workflow.Phase],
        _ configure: (inout WorkflowConfiguration) -> Void
    ) throws -> RunPlan {
        try RunPlan.of(phases, run: "killed", seed: 7, configure)
    }

    /// A crash of these attempts of a phase, or of the agent that undoes it.
    static func crash(
        _ phase: String,
        _ attempts: ClosedRange<Int>? = nil,
        agent: String? = nil
    ) -> Fault {
        HealthyRuns.fault("\(agent ?? phase) crashes", Crash(point: .after)) {
            $0.phase = phase
            $0.agent = agent
            $0.attempt = attempts
        }
    }

    /// Every phase's agent, each with its own latency.
    static func agents(of plan: RunPlan) -> [String: SimulatedAgent] {
        var agents: [String: SimulatedAgent] = [:]
        for (index, phase) in plan.phases.enumerated() {
            agents[phase.agent] = agent(100 + 37 * index, "\(phase.id) done")
            if let undo = phase.configuration.compensation { agents[undo] = agent(50, "undone") }
        }
        return agents
    }
}
