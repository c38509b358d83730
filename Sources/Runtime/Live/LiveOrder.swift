package import Workflows

/// A run that a live world is asked to perform.
package struct LiveOrder: Sendable {
    /// What is to be done. Agents go by the names that the plan's phases call them.
    package let plan: RunPlan
    /// Who does it.
    package let agents: [String: LiveAgent]
    /// What runs beside phases.
    package var hooks: [PhaseID: [PhaseHook: LiveHook]] = [:]
    /// The user's own validators, by their names.
    package var validators: [String: LiveValidator] = [:]
    /// Where commits are recorded; `nil` where they are not.
    package var journal: (any RunJournal)?
    /// Where the run starts from; `nil` for a new one.
    package var restoration: RunRestoration?
    /// How many entries its journal has already.
    package var recordedEntries = 0
    /// The phase whose commit calls the run off.
    package var cancelsAfter: PhaseID?
    /// When it is called off, counted from its start.
    package var cancelsAt: Duration?
    /// What happens once the commit of a phase is acknowledged: the end of this process, for scenarios that ask for it.
    package var afterCommit: (phase: PhaseID, body: @Sendable ([Event]) -> Void)?
    /// What is told of every event as it happens.
    package var observer: (@Sendable (Event) -> Void)?

    /// Orders a new run.
    package init(plan: RunPlan, agents: [String: LiveAgent]) {
        self.plan = plan
        self.agents = agents
    }
}

/// Where a run's commits are recorded.
package protocol RunJournal: Sendable {
    /// Keeps an entry; durable on return.
    func append(_ entry: JournalWriter.Entry) async throws(AgentFailure)
}
