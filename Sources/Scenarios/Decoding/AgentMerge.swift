internal import Shapes

/// Lays agents over others: a run's over the scenario's, a scenario's over those of a file that it extends.
enum AgentMerge {
    /// Each agent over the one of its name; the others stay.
    static func mergeAll(_ overrides: YAMLNode, over base: YAMLNode) -> YAMLNode {
        var merged = overrides.merging(over: base)
        for entry in overrides.entries {
            guard let inherited = base[entry.key] else { continue }
            merged = merged.replacing(entry.key, with: merge(entry.value, over: inherited))
        }
        return merged
    }

    /// As any tree merges, except that what excludes something takes its place.
    static func merge(_ override: YAMLNode, over base: YAMLNode) -> YAMLNode {
        var base = base
        for (own, other) in [("simulated", "process"), ("process", "simulated")]
        where override[own] != nil {
            base = base.without(other)
        }
        if let simulated = override["simulated"], let inherited = base["simulated"] {
            var inherited = inherited
            if simulated["output"] != nil { inherited = inherited.without("outputs") }
            if simulated["outputs"] != nil { inherited = inherited.without("output") }
            // A distribution is one value: a new one replaces the old one whole.
            if simulated["latency"] != nil { inherited = inherited.without("latency") }
            // So are the files that an agent produces.
            if simulated["files"] != nil { inherited = inherited.without("files") }
            base = base.replacing("simulated", with: inherited)
        }
        return override.merging(over: base)
    }
}
