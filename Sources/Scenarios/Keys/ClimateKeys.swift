internal import Shapes

/// What a file of a climate holds.
enum ClimateKeys {
    static let shape = Shape.object([
        name.field, description.field, source.field, date.field, parameters.field, faults.field,
    ])

    static let name = Key(
        "name",
        .text,
        required: true,
        example: "provider-2026",
        doc: "The climate's name, which is the file's."
    )
    static let description = Key(
        "description",
        .text,
        required: true,
        doc: "What it is like to run in it."
    )
    static let source = Key("source", .text, required: true, doc: "Where the numbers come from.")
    static let date = Key(
        "date",
        .scalar,
        required: true,
        example: "2026-04-21",
        doc: "The source's date: a year, a month or a day."
    )
    static let parameters = Key(
        "parameters",
        .map(of: .scalar, keyName: "parameter"),
        doc: "The numbers as they were fitted, for readers."
    )
    static let faults = Key(
        "faults",
        .parts(FaultKeys.climateShape, min: 1),
        required: true,
        doc: "The faults."
    )
}
