/// Follows a run while it happens: one call for whatever a signal led to.
///
/// What it keeps of a run it keeps by place, and it keeps the memory for the next run. What it needs of a plan it works
/// out once for all runs that follow the plan.
package protocol RunObserver {
    /// A run begins, or resumes after an interruption; what was kept of the one before is forgotten.
    mutating func begin(_ plan: RunPlan)
    /// What happened since the last call, in order.
    mutating func note(_ events: ArraySlice<Event>)
    /// Nothing more will happen; the process that executed the run may have died.
    mutating func end(isInterrupted: Bool)
}
