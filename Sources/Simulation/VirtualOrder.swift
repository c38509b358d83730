package import Agents
package import Workflows

/// A run that a virtual world is asked to perform.
@dynamicMemberLookup
package struct VirtualOrder: Sendable {
    /// Keeps an entry of a journal, or throws why it could not be kept.
    package typealias Recorder =
        @Sendable (JournalWriter.Entry) async throws(OperationFailure) -> Void

    /// What is the same in every world.
    package var run: RunRequest
    /// Who does it, by the names that the plan's phases call them.
    package let agents: [String: SimulatedAgent]
    /// What functions do in it; nothing in most.
    package let functions: VirtualFunctions?
    /// The entries that its journal has already, where it resumes a run.
    package var recorded: [[UInt8]] = []
    /// Keeps each entry of the journal outside the world too; durable on return.
    package var recorder: Recorder?

    /// Orders a new run that functions perform: only `VirtualWorld.run(asking:observer:)` can.
    package init(plan: RunPlan, functions: VirtualFunctions) {
        run = RunRequest(plan: plan)
        // What takes time, and how long, is drawn as it is for agents whose answers are written down.
        agents = functions.agents.mapValues { SimulatedAgent(outputs: [], latency: $0.latency) }
        self.functions = functions
    }

    /// Orders a new run.
    package init(plan: RunPlan, agents: [String: SimulatedAgent]) {
        run = RunRequest(plan: plan)
        self.agents = agents
        functions = nil
    }

    package subscript<Value>(dynamicMember member: WritableKeyPath<RunRequest, Value>) -> Value {
        get { run[keyPath: member] }
        set { run[keyPath: member] = newValue }
    }

    package subscript<Value>(dynamicMember member: KeyPath<RunRequest, Value>) -> Value {
        run[keyPath: member]
    }
}
