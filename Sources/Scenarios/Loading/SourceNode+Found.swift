internal import Shapes

extension SourceNode {
    /// The tree of a saved failure without what is void in one, whatever file it is from: all that is expected but of
    /// every execution, and all faults but its own list, in which theirs are where they fired. Any other tree is unchanged.
    var withoutVoid: SourceNode {
        guard has(ScenarioKeys.found) else { return self }
        return without(ScenarioKeys.seeds).without(ScenarioKeys.claims)
            .without(ScenarioKeys.climate)
            .replacingItems(of: ScenarioKeys.faults) { $0.without(FaultKeys.expectation) }
            .replacingItems(of: ScenarioKeys.runs) {
                $0.without(RunKeys.expect).without(RunKeys.faults)
            }
    }

    /// The mapping with other items in one of its lists.
    private func replacingItems(
        of key: Key<[SourceNode]>,
        with change: (SourceNode) -> SourceNode
    ) -> SourceNode {
        guard let list = node(key), case .sequence(let items) = list.content else { return self }
        let changed = SourceNode(
            location: list.location,
            content: .sequence(items.map(change))
        )
        return replacing(key, with: changed)
    }
}
