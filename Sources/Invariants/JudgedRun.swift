package import Workflows

/// A run with the plan that it followed.
package struct JudgedRun: Sendable {
    /// What was to happen.
    package let plan: RunPlan
    /// What happened.
    package let events: [Event]

    /// Sets a run beside its plan.
    package init(plan: RunPlan, events: [Event]) {
        self.plan = plan
        self.events = events
    }
}
