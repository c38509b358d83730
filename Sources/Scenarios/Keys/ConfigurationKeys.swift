internal import Shapes
internal import Workflows

extension WorkflowConfiguration.Context: Configurable {}

/// What `config` may hold, for a workflow and for one of its phases.
enum ConfigurationKeys {
    static let shape = Shape.object(
        ([
            retry.field, timeout.field, cache.field, skip.field, context.field, checkpoints.field,
            monitor.field, rollback.field, phases.field, BudgetKeys.budget.field,
        ] + workflow.fields()).sorted { $0.key < $1.key }
    )

    /// The keys under `config` that belong to optional features, which the workflow `full` does not have.
    static let optionalFeatures = [
        "budget", "cache", "checkpoints", "context", "fail_fast", "monitor", "parallel", "rollback",
    ]

    /// The same for the keys under `config.phases.P`.
    static let optionalPhaseFeatures = ["budget", "cache", "compensate", "hooks"]

    // MARK: - For a workflow and for a phase

    static let retry = Key(
        "retry",
        .part(RetryKeys.shape),
        doc: "When a failed attempt is followed by another."
    )

    static let timeout = timeout(ofPhase.fields() + ofRun.fields())
    static let cache = cache(CacheKeys.ofRun)

    static let ofPhase: [Setting<PhaseConfiguration>] = [
        Setting(
            "attempt",
            .duration(allowZero: false),
            \.attemptTimeout,
            doc: "How long one attempt may take."
        ),
        Setting(
            "heartbeat",
            .duration(allowZero: false),
            \.heartbeatTimeout,
            doc: "How long an attempt may go without a heartbeat."
        ),
    ]

    static let ofRun: [Setting<WorkflowConfiguration>] = [
        Setting(
            "run",
            .duration(allowZero: false),
            \.runTimeout,
            doc: "How long a run may take."
        )
    ]

    private static func timeout(_ fields: [Field]) -> Key<SourceNode> {
        Key("timeout", .part(.object(fields)), doc: "How long things may take.")
    }

    private static func cache(_ shape: Shape) -> Key<SourceNode> {
        Key("cache", .part(shape), doc: "Whether and how long results are kept.")
    }

    // MARK: - For a workflow alone

    static let skip = Key(
        "skip",
        .parts(.text),
        example: "[reviewer]",
        doc: "The phases to leave out."
    )

    static let context = Key(
        "context",
        .part(.object(ofContext.fields())),
        doc: "What agents are given in addition to requirements and inputs."
    )

    static let workflow: [Setting<WorkflowConfiguration>] = [
        Setting(
            "parallel",
            .anyOf(
                description: "true, false or a number of at least 1",
                [.boolean, .integer(1...1_000_000)]
            ),
            showing: "true",
            example: "4",
            doc: "Whether independent phases run at the same time; a number is the most that do."
        ) { node, _, configuration, _ in
            configuration.isParallel = node.boolean ?? true
            configuration.maxConcurrentPhases = node.integer
        },
        Setting(
            "fail_fast",
            .boolean,
            \.failsFast,
            doc:
                "Whether a phase that fails or pauses ends the run at once; otherwise phases that do not rest on it run "
                + "first."
        ),
    ]

    static let checkpoints = Key(
        "checkpoints",
        .part(.object(journaling.fields())),
        doc: "What is left of a run that is interrupted."
    )

    static let journaling = [
        toggle(\.hasCheckpoints, "Whether commits are journaled, so that a run can be resumed.")
    ]

    static let monitor = Key(
        "monitor",
        .part(.object(monitoring.fields())),
        doc: "What is noticed apart from failures."
    )

    static let monitoring = [toggle(\.isMonitored, "Whether times are watched for anomalies.")]

    private static func toggle(
        _ property: any WritableKeyPath<WorkflowConfiguration, Bool> & Sendable,
        _ doc: String
    ) -> Setting<WorkflowConfiguration> {
        Setting("enabled", .boolean, property, doc: doc)
    }

    static let rollback = Key(
        "rollback",
        .part(RollbackKeys.shape),
        doc: "What a failure takes back."
    )

    static let phases = Key(
        "phases",
        .map(
            of: .object(
                [retry.field, timeout(ofPhase.fields()).field, cache(CacheKeys.ofPhase).field]
                    + PhaseKeys.fields
            ),
            keyName: "phase"
        ),
        doc: "What holds for one phase alone."
    )

    static let ofContext: [Setting<WorkflowConfiguration.Context>] = [
        Setting(
            "enabled",
            .boolean,
            \.isEnabled,
            doc: "Whether feedback, history and the budget exist at all."
        ),
        Setting(
            "feedback",
            .boolean,
            \.hasFeedback,
            doc: "Whether an attempt learns why the one before it did not do."
        ),
        Setting(
            "history",
            .boolean,
            \.hasHistory,
            doc: "Whether an attempt is given the earlier ones."
        ),
        Setting("budget", .size, \.budget, doc: "The bytes that all texts together may take."),
    ]
}
