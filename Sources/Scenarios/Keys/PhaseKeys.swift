internal import Shapes
internal import Workflows

/// What `config.phases.P` holds in addition to the policies of the workflow.
enum PhaseKeys {
    static let fields =
        [validate.field, onRejected.field] + fallback.fields()
        + [
            BudgetKeys.ofPhase.field, compensate.field, artifacts.field, workspace.field,
            hooks.field,
        ]

    static let validate = Key(
        "validate",
        .parts(ValidatorDeclaration.entry),
        example: "[{contains: ok}]",
        doc: "Conditions on the phase's output."
    )

    static let onRejected = Key(
        "on_rejected",
        .part(.object([revise.field, most.field])),
        doc: "Where work goes that the phase rejects."
    )

    static let revise = Key(
        "revise",
        .text,
        required: true,
        example: "coder",
        doc: "The earlier phase that is executed again."
    )

    static let most = Key("max", .integer(1...1000), default: 1, doc: "How many times at most.")

    static let fallback: [Setting<PhaseConfiguration>] = [
        Setting(
            "fallback",
            .text,
            \.fallback,
            example: "no answer today",
            doc: "The output that the phase takes where it degrades."
        )
    ]

    static let compensate = Key(
        "compensate",
        .text,
        example: "undoer",
        doc: "The agent that undoes the phase in a rollback."
    )

    static let artifacts = Key(
        "artifacts",
        .parts(.text, min: 1),
        example: "[\"build/*.bin\"]",
        doc: "Patterns of files in the workspace, such as \"build/*.bin\", that its program "
            + "writes itself: they are part of the result, cached and restored with it."
    )

    static let workspace = Key(
        "workspace",
        .words([
            Choice("keep", doc: "An attempt finds what the failed one before it left."),
            Choice("clean", doc: "It finds the workspace as the first one found it."),
        ]),
        default: "keep",
        doc: "What another attempt finds."
    )

    static let hooks = Key(
        "hooks",
        .part(.object([before.field, after.field, onFailure.field])),
        doc: "Programs that run before and after the phase, on a real clock."
    )

    static let before = Key(
        PhaseHook.before.rawValue,
        .part(hook),
        doc: "When its turn has come; its failure is the phase's."
    )

    static let after = Key(
        PhaseHook.after.rawValue,
        .part(hook),
        doc: "When its result counts."
    )

    static let onFailure = Key(
        PhaseHook.onFailure.rawValue,
        .part(hook),
        doc: "When no attempt is left."
    )

    /// The key of each hook.
    static func key(of hook: PhaseHook) -> Key<SourceNode> {
        switch hook {
        case .before: before
        case .after: after
        case .onFailure: onFailure
        }
    }

    private static let hook = Shape.anyOf(
        description: "a list of words or {command: [...]}",
        [
            .list(.scalar, min: 1),
            .object([
                ProcessKeys.command.field, ProcessKeys.environment.field,
                ProcessKeys.timeout.field,
            ]),
        ]
    )

    /// `true`, or values at JSON paths.
    static let json = Shape.anyOf(
        description: "true, values at JSON paths or one {path, equals}",
        [.boolean, .map(of: .any, keyName: "JSON path")]
    )
}
