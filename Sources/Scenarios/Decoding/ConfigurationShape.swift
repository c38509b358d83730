internal import Shapes

/// What `config` may hold, for a workflow and for one of its phases.
enum ConfigurationShape {
    static let config = Shape.object(
        (phaseFields(CacheShape.ofRun, timeoutFields + [runTimeout]) + ofRun)
            .sorted { $0.key < $1.key }
    )

    /// The keys under `config` that belong to optional features, which the workflow `full` does not have.
    static let optionalFeatures = [
        "cache", "checkpoints", "context", "fail_fast", "monitor", "parallel", "rollback",
    ]

    /// The same for the keys under `config.phases.P`.
    static let optionalPhaseFeatures = ["cache", "compensate", "hooks"]

    private static func phaseFields(_ cache: Shape, _ timeouts: [Field]) -> [Field] {
        [
            Field("retry", RetryShape.retry, doc: "When a failed attempt is followed by another."),
            Field("timeout", .object(timeouts), doc: "How long things may take."),
            Field("cache", cache, doc: "Whether and how long results are kept."),
        ]
    }

    private static let ofRun = [
        Field("skip", .list(.text), doc: "The phases to leave out."),
        Field(
            "context",
            context,
            doc: "What agents are given in addition to requirements and inputs."
        ),
        Field(
            "parallel",
            .anyOf(
                description: "true, false or a number of at least 1",
                [.boolean, .integer(1...1_000_000)]
            ),
            default: "true",
            doc: "Whether independent phases run at the same time; a number is the most that do."
        ),
        Field(
            "fail_fast",
            .boolean,
            default: "true",
            doc:
                "Whether a phase that fails or pauses ends the run at once; otherwise phases that do not rest on it run "
                + "first."
        ),
        Field(
            "checkpoints",
            toggle("Whether commits are journaled, so that a run can be resumed."),
            doc: "What is left of a run that is interrupted."
        ),
        Field(
            "monitor",
            toggle("Whether times are watched for anomalies."),
            doc: "What is noticed apart from failures."
        ),
        Field("rollback", RollbackShape.rollback, doc: "What a failure takes back."),
        Field(
            "phases",
            .map(
                of: .object(
                    phaseFields(CacheShape.ofPhase, timeoutFields) + PhaseShape.ownFields
                ),
                keyName: "phase"
            ),
            doc: "What holds for one phase alone."
        ),
    ]

    private static func toggle(_ doc: String) -> Shape {
        .object([Field("enabled", .boolean, default: "true", doc: doc)])
    }

    private static let timeoutFields = [
        Field("attempt", .duration(allowZero: false), doc: "How long one attempt may take."),
        Field(
            "heartbeat",
            .duration(allowZero: false),
            doc: "How long an attempt may go without a heartbeat."
        ),
    ]

    private static let runTimeout = Field(
        "run",
        .duration(allowZero: false),
        doc: "How long a run may take."
    )

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
            doc: "Whether an attempt is given the earlier ones."
        ),
        Field("budget", .size, doc: "The bytes that all texts together may take."),
    ])
}
