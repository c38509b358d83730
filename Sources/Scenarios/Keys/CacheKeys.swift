internal import Shapes
internal import Workflows

extension PhaseConfiguration: Configurable {}
extension WorkflowConfiguration: Configurable {}

/// What `cache` may hold, for a workflow and for one of its phases, and what each key sets.
enum CacheKeys {
    static let ofRun = Shape.object(common.fields() + run.fields())
    static let ofPhase = Shape.object(common.fields() + phase.fields())

    /// The settings that a phase and the workflow share.
    static let common: [Setting<PhaseConfiguration>] = [
        Setting("enabled", .boolean, \.isCached, doc: "Whether results are kept."),
        Setting(
            "ttl",
            .duration(allowZero: false),
            \.timeToLive,
            doc: "How long a result stays valid after its commit."
        ),
        Setting(
            "epoch",
            .integer(0...Int.max),
            \.cacheEpoch,
            doc: "Part of the cache key: another number misses everywhere."
        ),
        Setting(
            "tags",
            .list(.text),
            example: "[nightly]",
            doc: "Words by which a run can invalidate the results."
        ) { tags, settings in settings.cacheTags = Set(tags).sorted() },
    ]

    /// What only a phase's own `cache` may say.
    static let phase: [Setting<PhaseConfiguration>] = [
        Setting(
            "key",
            .list(
                .choice(CacheKey.Field.allCases.map { Choice($0.rawValue) }),
                min: 1
            ),
            showing: "everything that a result depends on",
            doc: "The parts that the cache key is narrowed to; stale results come from here."
        ) { node, _, settings, _ in
            settings.keyFields = Set(
                node.items.compactMap(\.text).compactMap(CacheKey.Field.init)
            )
        }
    ]

    /// What only the workflow's `cache` may say.
    static let run: [Setting<WorkflowConfiguration>] = [
        Setting(
            "ttl_multiplier",
            .number(0...1_000_000),
            showing: "1",
            doc: "What every ttl is multiplied by; above 0.",
            decode: multiplier
        ),
        Setting(
            "max_entries",
            .integer(0...10_000_000),
            \.cacheLimits.entries,
            doc: "The most results; least recently used ones go first."
        ),
        Setting("max_bytes", .size, \.cacheLimits.bytes, doc: "The most bytes of output."),
        Setting("store", .choice(summary), \.cacheStore, doc: "Where results are kept."),
        Setting("strategy", .choice(summary), \.cacheStrategy, doc: "Which results are kept."),
    ]

    @Sendable private static func multiplier(
        _ node: SourceNode,
        _ path: String,
        _ configuration: inout WorkflowConfiguration,
        _ problems: inout ProblemList
    ) {
        guard let value = node.number else { return }
        if value == 0 {
            problems.add(node, path, "expected a number above 0, found \(node.text ?? "0")")
        }
        configuration.timeToLiveMultiplier = value
    }

    @Sendable private static func summary(of store: WorkflowConfiguration.CacheStore) -> String {
        switch store {
        case .run: "With the scenario: empty at its start."
        case .shared: "In the state folder: across scenarios and processes."
        }
    }

    @Sendable private static func summary(of strategy: CacheStrategy) -> String {
        switch strategy {
        case .always: "Every result."
        case .smart: "What is expected to save more than it costs."
        }
    }
}
