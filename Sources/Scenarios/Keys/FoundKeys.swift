internal import Invariants
internal import Shapes

/// What `found` of a saved failure may hold.
enum FoundKeys {
    static let shape = Shape.object([
        violation.field, seed.field, tool.field, schema.field, trace.field, runs.field,
    ])

    static let violation = Key(
        "invariant",
        .words(Invariant.allCases.map { Choice($0.rawValue) } + [Choice(FoundFailure.always)]),
        required: true,
        doc: "What did not hold: an invariant, or always."
    )
    static let seed = Key(
        "seed",
        .integer(0...Int.max),
        required: true,
        example: "7",
        doc: "The seed that it was found with: the scenario's, whatever its file says."
    )
    static let tool = Key(
        "tool",
        .scalar,
        required: true,
        example: "1.0.0",
        doc: "The version of moonlight that found it."
    )
    static let schema = Key(
        "schema",
        .integer(1...1),
        default: 1,
        doc: "The version of this format."
    )
    static let trace = Key(
        "trace",
        .scalar,
        required: true,
        example: "9f86d081884c7d65",
        doc: "The SHA-256 of the lines of its events, in hexadecimal digits."
    )
    static let runs = Key(
        "runs",
        .list(.text, min: 1),
        showing: "all",
        example: "[killed, resumed]",
        doc: "The runs that it takes, of those of the scenario; the others are not executed."
    )
}
