internal import Agents
internal import Workflows

extension Scenario {
    /// What is not a mistake, and yet most likely not what was meant; each in a sentence without its place.
    package var notes: [String] {
        let isPipeline = WorkflowCatalog.workflow(named: workflow.name) != nil
        let reviewer = PhaseID("reviewer")
        guard found == nil, isPipeline, !runs.contains(where: { $0.reads(reviewer) }),
            runs.contains(where: { $0.leavesUnread(reviewer) })
        else { return [] }
        return [
            "config.phases.reviewer.validate: none, so nothing reads the reviewer's verdict: "
                + "whatever it says, the work continues"
        ]
    }
}

extension ScenarioRun {
    /// Whether a phase of the pipeline takes part, may say no, and has no validators.
    fileprivate func leavesUnread(_ phase: PhaseID) -> Bool {
        !configuration.skipped.contains(phase)
            && configuration.phases[phase]?.validators.isEmpty != false
            && agents[phase.name]?.mayRefuse == true
    }

    /// Whether something is expected of what a phase says.
    fileprivate func reads(_ phase: PhaseID) -> Bool {
        expectations.contains { $0.condition.readPhase == phase }
    }
}

extension AgentDefinition {
    /// Whether it says anything but that it approves.
    fileprivate var mayRefuse: Bool {
        guard let answers = agent.simulated?.outputs else { return true }
        return !answers.allSatisfy {
            $0.text.lowercased().trimmingPrefix { $0.isWhitespace }.hasPrefix("approv")
        }
    }
}
