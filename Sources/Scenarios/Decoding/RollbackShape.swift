internal import Shapes

/// What `rollback` may hold.
enum RollbackShape {
    static let rollback = Shape.object([
        Field(
            "policy",
            .anyOf(
                description: "none, last_good, compensate, degrade or {to_phase: PHASE}",
                [
                    .choice(policies),
                    .object([
                        Field(
                            "to_phase",
                            .text,
                            required: true,
                            doc: "The phase from which on results are discarded."
                        )
                    ]),
                ]
            ),
            default: "last_good",
            doc: "What `on_exhausted: rollback` does."
        ),
        Field(
            "max_rollbacks",
            .integer(0...1000),
            default: "1",
            doc: "How often a run may roll back."
        ),
    ])

    private static let policies = [
        Choice("none", doc: "Nothing: the run fails."),
        Choice("last_good", doc: "The failed phase is executed again from the state before it."),
        Choice("compensate", doc: "Committed phases are undone, the latest first."),
        Choice("degrade", doc: "The failed phase takes its fallback."),
    ]
}
