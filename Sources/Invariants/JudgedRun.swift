package import Workflows

/// A run with the plan that it followed.
package struct JudgedRun: Sendable {
    /// What was to happen.
    package let plan: RunPlan
    /// What happened.
    package let events: [Event]

    /// Whether its process died, so that nobody said how it ended.
    package let isInterrupted: Bool

    /// Sets a run beside its plan.
    package init(plan: RunPlan, events: [Event], isInterrupted: Bool = false) {
        self.plan = plan
        self.events = events
        self.isInterrupted = isInterrupted
    }
}
