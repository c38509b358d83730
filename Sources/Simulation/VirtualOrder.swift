package import Agents
package import Workflows

/// A run that a virtual world is asked to perform.
package struct VirtualOrder: Sendable {
    /// When the process that executes the run dies.
    package enum Death: Sendable, Equatable {
        /// Once the commit of this phase is acknowledged.
        case afterCommit(of: PhaseID)
        /// Once so many events have happened; what the last of them asks for is not done any more.
        case afterEvents(Int)
    }

    /// What is to be done. Agents go by the names that the plan's phases call them.
    package let plan: RunPlan
    /// Who does it.
    package let agents: [String: SimulatedAgent]
    /// Where the run starts from; `nil` for a new one.
    package var restoration: RunRestoration?
    /// How many entries its journal has already.
    package var recordedEntries = 0
    /// Whether its commits are journaled, where its configuration says so too.
    package var isRecorded = true
    /// When its process dies.
    package var death: Death?
    /// The phase whose commit calls the run off.
    package var cancelsAfter: PhaseID?
    /// When it is called off, counted from its start.
    package var cancelsAt: Duration?

    /// Orders a new run.
    package init(plan: RunPlan, agents: [String: SimulatedAgent]) {
        self.plan = plan
        self.agents = agents
    }
}
