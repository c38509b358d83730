internal import Shapes
internal import Faults
internal import Workflows

/// What `expect` may hold.
enum ExpectationKeys {
    static let status = Key<RunStatus>(
        "status",
        .choice(),
        showing: RunStatus.succeeded.rawValue,
        doc: "How the run ends; of a run that is killed or cancelled, nothing is expected "
            + "where nothing is said, and a run that pauses by policy may do so."
    )

    /// What an entry of `events` needs.
    static let eventKind = Key("kind", .part(.text), required: true, doc: "The event's kind.")

    static let shape = Shape.object([
        status.field,
        Field("executed", .list(.text), doc: "The phases of which an attempt was started."),
        Field("cached", .list(.text), doc: "The phases whose result came from the cache."),
        Field("skipped", .list(.text), doc: "The phases that were left out."),
        Field("degraded", .list(.text), doc: "The phases that took their fallback."),
        Field(
            "attempts",
            .map(of: .integer(0...1_000_000_000), keyName: "phase"),
            doc: "How often each phase's agent was called."
        ),
        Field("duration", .text, doc: "How long the run takes: \"<= 60s\" or \"1s..2s\"."),
        Field(
            "output",
            .map(of: .object(checks + fileChecks), keyName: "phase"),
            doc: "What a phase's output satisfies."
        ),
        Field(
            "response",
            .object(
                [Field("status", .integer(100...599), doc: "The HTTP status.")] + checks
            ),
            doc: "What a server answered."
        ),
        Field(
            "error",
            .object([
                Field("phase", .text, doc: "The phase that failed."),
                Field("kind", .text, doc: "The kind of the failure."),
            ]),
            doc: "Why the run failed."
        ),
        Field(
            "faults",
            .map(of: .choice(["absorbed", "surfaced", "never_fired"]), keyName: "fault"),
            doc: "How each fault ended in this run."
        ),
        Field(
            "events",
            .list(.map(of: .scalar, keyName: "field"), min: 1),
            doc: "Events that happen in this order, others between them."
        ),
        Field(
            "rollbacks",
            .integer(0...1_000_000),
            doc: "How often the run rolled back."
        ),
        Field(
            "patterns",
            .list(.text),
            doc: "The patterns that were found, such as repeated_rate_limit."
        ),
        Field(
            "anomalies",
            .list(.text),
            doc: "The phases that took far longer than they used to."
        ),
        Field("cache", cache, doc: "What the cache did for the run."),
        Field(
            "tokens",
            .scalar,
            doc: "The tokens that all calls of the run use: \"<= 5000\" or \"1000..2000\"."
        ),
        Field(
            "cost",
            .scalar,
            doc: "What all calls of the run cost: \"<= 0.5\" or \"0.25..0.5\"."
        ),
        Field("same_output_as", .text, doc: "An earlier run with the same committed outputs."),
    ])

    private static let cache = Shape.object(
        Expectation.CacheCount.allCases.map {
            Field($0.rawValue, .integer(0...1_000_000_000), doc: summary(of: $0))
        } + [
            Field(
                "missed_because",
                .map(of: .singleOrList(.text), keyName: "phase"),
                doc: "Parts of the key that a phase's last miss named, such as requirements."
            )
        ]
    )

    private static func summary(of count: Expectation.CacheCount) -> String {
        switch count {
        case .hits: "How many look-ups found a result."
        case .misses: "How many look-ups found none."
        case .evicted: "How many results had to make room for those of the run."
        }
    }

    private static let checks = [
        Field("contains", .singleOrList(.scalar), doc: "It contains this."),
        Field("matches", .singleOrList(.text), doc: "It matches this regular expression."),
        Field(
            "json",
            PhaseKeys.json,
            doc: "It is JSON: true, values at JSON paths, or one {path, equals}."
        ),
    ]

    private static let fileChecks = [
        Field("equals_file", .text, doc: "It has the content of this file."),
        Field("files", .list(.text, min: 1), doc: "It has these files."),
    ]
}
