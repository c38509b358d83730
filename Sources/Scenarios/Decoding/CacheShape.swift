internal import Shapes
internal import Workflows

/// What `cache` may hold, for a workflow and for one of its phases.
enum CacheShape {
    static let ofRun = Shape.object(common + ofRunAlone)
    static let ofPhase = Shape.object(common + [key])

    private static let common = [
        Field("enabled", .boolean, default: "true", doc: "Whether results are kept."),
        Field(
            "ttl",
            .duration(allowZero: false),
            doc: "How long a result stays valid after its commit."
        ),
        Field(
            "epoch",
            .integer(0...Int.max),
            default: "0",
            doc: "Part of the cache key: another number misses everywhere."
        ),
        Field("tags", .list(.text), doc: "Words by which a run can invalidate the results."),
    ]

    private static let ofRunAlone = [
        Field(
            "ttl_multiplier",
            .number(0...1_000_000),
            default: "1",
            doc: "What every ttl is multiplied by; above 0."
        ),
        Field(
            "max_entries",
            .integer(0...10_000_000),
            default: "1000",
            doc: "The most results; least recently used ones go first."
        ),
        Field("max_bytes", .size, default: "64MiB", doc: "The most bytes of output."),
        Field(
            "store",
            .choice(
                WorkflowConfiguration.CacheStore.allCases.map {
                    Choice($0.rawValue, doc: summary(of: $0))
                }
            ),
            default: "run",
            doc: "Where results are kept."
        ),
        Field(
            "strategy",
            .choice(CacheStrategy.allCases.map { Choice($0.rawValue, doc: summary(of: $0)) }),
            default: "always",
            doc: "Which results are kept."
        ),
    ]

    private static let key = Field(
        "key",
        .list(.choice(CacheKey.Field.allCases.map { Choice($0.rawValue) }), min: 1),
        default: "everything that a result depends on",
        doc: "The parts that the cache key is narrowed to; stale results come from here."
    )

    private static func summary(of store: WorkflowConfiguration.CacheStore) -> String {
        switch store {
        case .run: "With the scenario: empty at its start."
        case .shared: "In the state folder: across scenarios and processes."
        }
    }

    private static func summary(of strategy: CacheStrategy) -> String {
        switch strategy {
        case .always: "Every result."
        case .smart: "What is expected to save more than it costs."
        }
    }
}
