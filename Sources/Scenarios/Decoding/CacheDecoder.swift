internal import Shapes
internal import Workflows

/// Lays what `cache` says over the settings of a workflow or of a phase.
struct CacheDecoder {
    var problems = ProblemList()

    mutating func decode(
        _ node: YAMLNode,
        into configuration: inout WorkflowConfiguration,
        at path: String
    ) {
        if let entries = node["max_entries"]?.integer {
            configuration.cacheLimits.entries = entries
        }
        if let bytes = node["max_bytes"]?.size { configuration.cacheLimits.bytes = bytes }
        if let text = node["store"]?.text,
            let store = WorkflowConfiguration.CacheStore(rawValue: text)
        {
            configuration.cacheStore = store
        }
        if let text = node["strategy"]?.text, let strategy = CacheStrategy(rawValue: text) {
            configuration.cacheStrategy = strategy
        }
        if let multiplier = node["ttl_multiplier"], let value = multiplier.number {
            if value == 0 {
                problems.add(
                    multiplier,
                    "\(path).ttl_multiplier",
                    "expected a number above 0, found \(multiplier.text ?? "0")"
                )
            }
            configuration.timeToLiveMultiplier = value
        }
    }

    func decode(_ node: YAMLNode, into settings: inout PhaseConfiguration) {
        if let value = node["enabled"]?.boolean { settings.isCached = value }
        if let value = node["ttl"]?.duration { settings.timeToLive = value }
        if let value = node["epoch"]?.integer { settings.cacheEpoch = value }
        if let tags = node["tags"]?.items {
            settings.cacheTags = Set(tags.compactMap(\.text)).sorted()
        }
        if let fields = node["key"]?.items {
            settings.keyFields = Set(fields.compactMap(\.text).compactMap(CacheKey.Field.init))
        }
    }
}
