internal import Shapes
internal import Workflows

/// When a run is killed or cancelled.
enum InterruptionKeys {
    private static let moments = [after.field, at.field, event.field, during.field]
    private static let one = KeyGroup.exactlyOne(moments.map(\.key))

    static let ofKill = Shape.object(moments, groups: [one])
    static let ofCancel = Shape.object(moments + [grace.field], groups: [one])

    static let after = Key(
        "after",
        .part(.text),
        example: "coder",
        doc: "The phase whose result is its last."
    )
    static let at = Key("at", .duration(), doc: "The time since its start.")
    static let event = Key(
        "event",
        .integer(1...Int.max),
        doc: "The event, by its seq, that is its last; what was not acknowledged by then is lost."
    )
    static let during = Key(
        "during",
        .part(.text),
        example: "coder",
        doc: "The phase in the middle of whose first work it comes (on a real clock no later than "
            + "50 ms into it); or backoff, rollback or compensation: the first one, as it begins and its decision is "
            + "durable."
    )
    static let grace = Key(
        "grace",
        .duration(),
        showing: "each program's own",
        doc:
            "How long programs at work have to end by themselves, after SIGTERM and before SIGKILL."
    )
}
