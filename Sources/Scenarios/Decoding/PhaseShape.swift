internal import Shapes

/// What `config.phases.P` holds beside the policies of the workflow.
enum PhaseShape {
    static let ownFields = [
        Field(
            "validate",
            .list(ValidatorDeclaration.entry),
            doc: "Conditions on the phase's output."
        ),
        Field("on_rejected", onRejected, doc: "Where work goes that the phase rejects."),
        Field(
            "fallback",
            .text,
            doc: "The output that the phase takes where it degrades."
        ),
        Field("compensate", .text, doc: "The agent that undoes the phase in a rollback."),
        Field(
            "artifacts",
            .list(.text, min: 1),
            doc: "Patterns of files in the workspace, such as \"build/*.bin\", that its program "
                + "writes itself: they are part of the result, cached and restored with it."
        ),
        Field(
            "workspace",
            .choice([
                Choice("keep", doc: "An attempt finds what the failed one before it left."),
                Choice("clean", doc: "It finds the workspace as the first one found it."),
            ]),
            default: "keep",
            doc: "What another attempt finds."
        ),
        Field(
            "hooks",
            hooks,
            doc: "Programs that run before and after the phase, on a real clock."
        ),
    ]

    /// `true`, or values at JSON paths.
    static let json = Shape.anyOf(
        description: "true, values at JSON paths or one {path, equals}",
        [.boolean, .map(of: .any, keyName: "JSON path")]
    )

    private static let onRejected = Shape.object([
        Field("revise", .text, required: true, doc: "The earlier phase that is executed again."),
        Field("max", .integer(1...1000), default: "1", doc: "How many times at most."),
    ])

    private static let hooks = Shape.object([
        Field("before", hook, doc: "When its turn has come; its failure is the phase's."),
        Field("after", hook, doc: "When its result counts."),
        Field("on_failure", hook, doc: "When no attempt is left."),
    ])

    private static let hook = Shape.anyOf(
        description: "a list of words or {command: [...]}",
        [
            .list(.scalar, min: 1),
            .object([AgentShape.command, AgentShape.environment, AgentShape.processTimeout]),
        ]
    )
}
