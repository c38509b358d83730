internal import Agents
internal import Shapes
internal import Workflows

// What must hold whatever happens.
extension ScenarioDecoder {
    /// What is expected of every execution that ended.
    mutating func always(_ workflow: Workflow, _ runs: [ScenarioRun]) -> [Expectation] {
        guard let node = root[ScenarioKeys.always] else { return [] }
        var effects: Set<String>? = []
        for run in runs {
            guard let own = Self.effects(of: run.agents) else {
                effects = nil
                break
            }
            effects?.formUnion(own)
        }
        let context = ExpectationContext(
            phases: workflow.phases.map(\.id.name),
            faults: [],
            earlierRuns: [],
            files: files,
            effects: effects
        )
        return ExpectationKeys.decodeAlways(node, at: "always", in: context, &problems)
    }
}
