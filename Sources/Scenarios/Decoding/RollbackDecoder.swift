internal import Shapes
internal import Workflows

/// Turns `rollback` into a policy, and says what the ways out of a failure lack.
struct RollbackDecoder {
    let workflow: Workflow
    var problems = ProblemList()

    private var names: [String] { workflow.phases.map(\.id.name) }

    mutating func decode(
        _ node: SourceNode,
        into configuration: inout WorkflowConfiguration,
        at path: String
    ) {
        RollbackKeys.limits.decode(node, into: &configuration, at: path, &problems)
        guard let policy = node.node(RollbackKeys.policy) else { return }
        if let target = policy.node(RollbackKeys.toPhase), let name = target.text {
            if !names.contains(name) {
                problems.unknown(
                    "a phase",
                    name,
                    among: names,
                    target,
                    "\(path).policy.to_phase"
                )
            }
            configuration.rollback = .to(PhaseID(name))
            return
        }
        let policies: [WorkflowConfiguration.Rollback] = [.none, .lastGood, .compensate, .degrade]
        if let known = policies.first(where: { $0.name == policy.text }) {
            configuration.rollback = known
        }
    }

    /// Reports what is missing for the ways out that the phases take; called once everything is merged.
    mutating func check(
        _ configuration: WorkflowConfiguration,
        _ node: SourceNode?,
        at path: String
    ) {
        guard let node else { return }
        checkFallbacks(configuration, node, path)
        guard
            let policy = node[ConfigurationKeys.rollback]?.node(RollbackKeys.policy)
        else { return }
        if case .to(let target) = configuration.rollback, configuration.skipped.contains(target) {
            problems.add(
                policy,
                "\(path).rollback.policy.to_phase",
                "expected a phase that is executed, found \"\(target)\", which is skipped"
            )
        }
        let isUsed = executed(configuration).contains { $0.settings.retry.onExhausted == .rollback }
        let isUndone = executed(configuration).contains { $0.settings.compensation != nil }
        if configuration.rollback == .compensate, isUsed, !isUndone {
            problems.add(
                policy,
                "\(path).rollback.policy",
                "expected a phase with compensate, without which nothing is undone; found none"
            )
        }
    }

    private func executed(
        _ configuration: WorkflowConfiguration
    ) -> [(id: PhaseID, settings: PhaseConfiguration)] {
        workflow.phases.map(\.id).filter { !configuration.skipped.contains($0) }
            .compactMap { id in configuration.phases[id].map { (id, $0) } }
    }

    /// What a mapping with `retry` says of the way out.
    private func exit(in node: SourceNode) -> SourceNode? {
        node[ConfigurationKeys.retry]?.node(RetryKeys.onExhausted)
    }

    private mutating func checkFallbacks(
        _ configuration: WorkflowConfiguration,
        _ node: SourceNode,
        _ path: String
    ) {
        for (id, settings) in executed(configuration) where settings.fallback == nil {
            let way = settings.retry.onExhausted
            guard way == .degrade || (way == .rollback && configuration.rollback == .degrade)
            else { continue }
            let own = node[ConfigurationKeys.phases]?.first { $0.key == id.name }?.value
            guard let place = own.flatMap(exit) ?? exit(in: node) else { continue }
            problems.add(
                place,
                "\(path).phases.\(id.name).fallback",
                "expected a fallback text, because the phase degrades when it is exhausted; "
                    + "found none"
            )
        }
    }
}
