extension RunHeader {
    /// Describes the run of a plan.
    package init(_ plan: RunPlan, startedAt: Duration) {
        self.init(
            workflow: plan.workflow,
            run: plan.run,
            seed: plan.seed,
            startedAt: startedAt,
            phases: plan.headerPhases
        )
    }
}
