package import Workflows

/// A run with the plan that it followed.
package struct ObservedRun: Sendable {
    /// What was to happen.
    package let plan: RunPlan
    /// What happened.
    package let events: [Event]

    /// Whether its process died, so that nobody said how it ended.
    package let isInterrupted: Bool
    /// The repetitions of a run that have the same number here were in progress at the same time; they follow one
    /// another.
    package let batch: Int
    /// What reports will say of the run, where that is to be compared with its events.
    package var trace: RunTrace?

    /// What its agents did to the world.
    package let effects: [EffectEntry]
    /// What the agent of each phase is declared to do to it.
    package let owed: [PhaseID: [AgentEffect]]

    /// Pairs a run with its plan; it was alone unless a batch is named.
    package init(
        plan: RunPlan,
        events: [Event],
        isInterrupted: Bool = false,
        batch: Int? = nil,
        effects: [EffectEntry] = [],
        owed: [PhaseID: [AgentEffect]] = [:]
    ) {
        self.effects = effects
        self.owed = owed
        self.batch = batch ?? plan.run.repetition
        self.plan = plan
        self.events = events
        self.isInterrupted = isInterrupted
    }
}
