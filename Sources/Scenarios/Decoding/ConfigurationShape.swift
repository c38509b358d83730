internal import Workflows

/// What `config` may hold, for a workflow and for one of its phases.
enum ConfigurationShape {
    static let config = Shape.object(
        phaseFields
            + [
                Field("skip", .list(.text), doc: "The phases to leave out."),
                Field(
                    "context",
                    context,
                    doc: "What agents are told beside requirements and inputs."
                ),
                Field(
                    "parallel",
                    .boolean,
                    default: "true",
                    doc: "Whether independent phases run at the same time."
                ),
                Field(
                    "phases",
                    .map(of: .object(ownPhaseFields), keyName: "phase"),
                    doc: "What holds for one phase alone."
                ),
            ].sorted { $0.key < $1.key }
    )

    /// The keys under `config` that belong to optional features, which the workflow `full` does not have.
    static let optionalFeatures = ["cache", "context", "parallel"]

    private static let phaseFields = [
        Field("retry", retry, doc: "When a failed attempt is followed by another."),
        Field("timeout", timeout(ofRun: true), doc: "How long things may take."),
        Field("cache", cache(ofRun: true), doc: "Whether and how long results are kept."),
    ]

    private static let ownPhaseFields = [
        Field("retry", retry, doc: "When a failed attempt is followed by another."),
        Field("timeout", timeout(ofRun: false), doc: "How long things may take."),
        Field("cache", cache(ofRun: false), doc: "Whether and how long results are kept."),
        Field("validate", .list(validator), doc: "Conditions on the phase's output."),
        Field("on_rejected", onRejected, doc: "Where work goes that the phase rejects."),
        Field("fallback", .text, doc: "The output that `on_exhausted: degrade` uses."),
    ]

    private static let retry = Shape.object([
        Field("initial", .duration(), default: "1s", doc: "The delay after the first failure."),
        Field(
            "coefficient",
            .number(1...1000),
            default: "2",
            doc: "What each further failure multiplies the delay by."
        ),
        Field("max_interval", .duration(), default: "100 × initial", doc: "The longest delay."),
        Field(
            "max_attempts",
            .integer(1...100_000),
            default: "3",
            doc: "How many attempts there are, the first included."
        ),
        Field(
            "delays",
            .list(.duration(), min: 1),
            doc: "An explicit list in place of the formula; the last entry repeats."
        ),
        Field(
            "jitter",
            .scalar,
            default: "none",
            doc: "How delays are spread: none, full, or a share such as 10%."
        ),
        Field("non_retryable", .list(.text), doc: "Kinds of failure that are not tried again."),
        Field(
            "max_revisions",
            .integer(0...1000),
            default: "2",
            doc: "How many further tries a failed validation gets; they do not wait."
        ),
        Field(
            "on_exhausted",
            .choice(RetryPolicy.Exhaustion.allCases.map { Choice($0.rawValue) }),
            default: "fail",
            doc: "What happens when no attempt is left."
        ),
    ])

    private static func timeout(ofRun: Bool) -> Shape {
        let attempt = Field(
            "attempt",
            .duration(allowZero: false),
            doc: "How long one attempt may take."
        )
        let run = Field("run", .duration(allowZero: false), doc: "How long a run may take.")
        return .object(ofRun ? [attempt, run] : [attempt])
    }

    private static func cache(ofRun: Bool) -> Shape {
        var fields = [
            Field("enabled", .boolean, default: "true", doc: "Whether results are kept."),
            Field(
                "ttl",
                .duration(allowZero: false),
                doc: "How long a result stays valid after its commit."
            ),
        ]
        if ofRun {
            fields += [
                Field(
                    "max_entries",
                    .integer(0...10_000_000),
                    default: "1000",
                    doc: "The most results; least recently used ones go first."
                ),
                Field("max_bytes", .size, default: "64MiB", doc: "The most bytes of output."),
                Field(
                    "strategy",
                    .choice(["always"]),
                    default: "always",
                    doc: "Which results are kept."
                ),
            ]
        }
        return .object(fields)
    }

    private static let context = Shape.object([
        Field(
            "enabled",
            .boolean,
            default: "true",
            doc: "Whether feedback, history and the budget exist at all."
        ),
        Field(
            "feedback",
            .boolean,
            default: "true",
            doc: "Whether an attempt learns why the one before it did not do."
        ),
        Field(
            "history",
            .boolean,
            default: "true",
            doc: "Whether an attempt is told of the earlier ones."
        ),
        Field("budget", .size, doc: "The bytes that all texts together may take."),
    ])

    private static let validator = Shape.tagged([
        Field("contains", .scalar, doc: "The output or one of its files contains this text."),
        Field("matches", .text, doc: "One of them matches this regular expression."),
        Field("max_bytes", .size, doc: "Together they take no more than this."),
    ])

    private static let onRejected = Shape.object([
        Field("revise", .text, required: true, doc: "The earlier phase that is executed again."),
        Field("max", .integer(1...1000), default: "1", doc: "How many times at most."),
    ])
}
