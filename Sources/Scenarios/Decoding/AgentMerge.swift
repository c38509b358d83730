internal import Shapes

/// Lays agents over others: a run's over the scenario's, a scenario's over those of a file that it extends.
enum AgentMerge {
    /// Each agent over the one of its name; the others stay.
    static func mergeAll(_ overrides: SourceNode, over base: SourceNode) -> SourceNode {
        var merged = overrides.merging(over: base)
        for entry in overrides.entries {
            guard let inherited = base.entries.first(where: { $0.key == entry.key })?.value else {
                continue
            }
            merged = merged.replacing(entry.key, with: merge(entry.value, over: inherited))
        }
        return merged
    }

    /// As any tree merges, except that what excludes something takes its place.
    static func merge(_ override: SourceNode, over base: SourceNode) -> SourceNode {
        var base = base
        let (simulated, process) = (AgentKeys.simulated, AgentKeys.process)
        for (own, other) in [(simulated, process), (process, simulated)] where override.has(own) {
            base = base.without(other)
        }
        if let answers = override[simulated], let inherited = base[simulated] {
            var inherited = inherited
            if answers.has(SimulatedKeys.output) {
                inherited = inherited.without(SimulatedKeys.outputs)
            }
            if answers.has(SimulatedKeys.outputs) {
                inherited = inherited.without(SimulatedKeys.output)
            }
            // A distribution is one value: a new one replaces the old one whole.
            if answers.has(SimulatedKeys.latency) {
                inherited = inherited.without(SimulatedKeys.latency)
            }
            // So are the files that an agent produces.
            if answers.has(SimulatedKeys.files) {
                inherited = inherited.without(SimulatedKeys.files)
            }
            base = base.replacing(simulated, with: inherited)
        }
        return override.merging(over: base)
    }
}
