internal import Shapes
internal import Workflows

/// What `rollback` may hold.
enum RollbackKeys {
    static let shape = Shape.object([policy.field] + limits.fields())

    static let policy = Key(
        "policy",
        .part(
            .anyOf(
                description: "none, last_good, compensate, degrade or {to_phase: PHASE}",
                [.choice(policies), .object([toPhase.field])]
            )
        ),
        showing: WorkflowConfiguration().rollback.name,
        example: "compensate",
        doc: "What `on_exhausted: rollback` does."
    )

    static let toPhase = Key(
        "to_phase",
        .text,
        required: true,
        example: "coder",
        doc: "The phase from which on results are discarded."
    )

    static let limits: [Setting<WorkflowConfiguration>] = [
        Setting(
            "max_rollbacks",
            .integer(0...1000),
            \.maxRollbacks,
            doc: "How often a run may roll back."
        )
    ]

    private static let policies = [
        Choice("none", doc: "Nothing: the run fails."),
        Choice("last_good", doc: "The failed phase is executed again from the state before it."),
        Choice("compensate", doc: "Committed phases are undone, the latest first."),
        Choice("degrade", doc: "The failed phase takes its fallback."),
    ]
}
