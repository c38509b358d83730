internal import Workflows

extension Scenario {
    /// What is no mistake, and yet most likely not what was meant; each in a sentence without its place.
    package var notes: [String] {
        let isPipeline = WorkflowCatalog.workflow(named: workflow.name) != nil
        let reviewer = PhaseID("reviewer")
        guard isPipeline, runs.contains(where: { $0.leavesUnread(reviewer) }) else { return [] }
        return [
            "config.phases.reviewer.validate: none, so nothing reads the reviewer's verdict: "
                + "whatever it says, the work goes on"
        ]
    }
}

extension ScenarioRun {
    /// Whether a phase takes part and has no validators.
    fileprivate func leavesUnread(_ phase: PhaseID) -> Bool {
        !configuration.skipped.contains(phase)
            && configuration.phases[phase]?.validators.isEmpty != false
    }
}
