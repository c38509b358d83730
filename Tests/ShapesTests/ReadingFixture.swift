import Scenarios

@testable import Shapes

/// A small vocabulary with every kind of shape, and a document that fits it.
enum ReadingFixture {
    static let shape = Shape.object(
        [
            Field("name", .text, required: true, doc: "What the sample is called."),
            Field("workflow", workflow, doc: "The phases."),
            Field("retry", .named("Retry") { retry }, doc: "How failures are retried."),
            Field("agents", .map(of: agent, keyName: "phase"), doc: "Who does the work."),
            Field("faults", .list(fault), doc: "What goes wrong."),
            Field("tags", .singleOrList(.text), doc: "Words to select by."),
            Field("share", .percentRange, doc: "A share saved."),
            Field("cache", .size, default: "64MiB", doc: "How much is kept."),
            Field("rate", .number(0...1.5), doc: "A factor."),
            Field("on", .boolean, default: "true", doc: "Whether it runs."),
            Field("data", .any, doc: "Anything."),
            Field("tree", .named("Tree") { tree }, doc: "A tree."),
            Field("version", .scalar, doc: "A version."),
        ])

    static let workflow = Shape.anyOf(
        description: "full, enhanced_full or a mapping with phases",
        [
            .choice(["full", "enhanced_full"]),
            .object([Field("phases", .list(.text, min: 1), required: true, doc: "Names.")]),
        ]
    )

    static let retry = Shape.object([
        Field("initial", .duration(allowZero: false), default: "10ms", doc: "The first delay."),
        Field("max_attempts", .integer(1...100), default: "4", doc: "How many tries."),
        Field(
            "on_exhausted",
            .choice([Choice("fail", doc: "The run fails."), "degrade"]),
            doc: "What then."
        ),
    ])

    static let agent = Shape.object(
        [
            Field("latency", latency, doc: "How long it takes."),
            Field("version", .integer(1...Int.max), doc: "Its version."),
            Field("simulated", .object([]), doc: "An agent that is simulated."),
            Field("process", .object([]), doc: "An agent that is a process."),
        ],
        groups: [.atMostOne(["simulated", "process"])]
    )

    static let latency = Shape.anyOf(
        description: "a duration, uniform or lognormal",
        [
            .duration(),
            .tagged([
                Field("uniform", bounds, doc: "Between two bounds."),
                Field(
                    "lognormal",
                    .object([
                        Field("median", .duration(), required: true, doc: "The median."),
                        Field("p90", .duration(), required: true, doc: "The 90th percentile."),
                    ]),
                    doc: "A lognormal distribution."
                ),
            ]),
        ]
    )

    static let bounds = Shape.object([
        Field("min", .duration(), required: true, doc: "The least."),
        Field("max", .duration(), required: true, doc: "The most."),
    ])

    static let fault = Shape.object(
        [
            Field("id", .text, required: true, doc: "Its name."),
            Field("inject", inject, doc: "What happens."),
            Field("attempt", .integerRange(1...9), doc: "At which attempts."),
            Field("window", .durationRange, doc: "When."),
            Field("probability", .probability, doc: "How often."),
            Field("nth", .integer(1...9), doc: "At which visit."),
        ],
        groups: [.exactlyOne(["probability", "nth"])]
    )

    static let inject = Shape.tagged([
        Field("auth", .object([]), doc: "Access is denied."),
        Field(
            "rate_limit",
            .object([Field("retry_after", .duration(), required: true, doc: "When to come back.")]),
            doc: "Too many calls."
        ),
    ])

    static let tree: Shape = .object([
        Field("children", .list(.named("Tree") { tree }), doc: "The branches.")
    ])

    static let valid = """
        # a comment
        name: sample
        workflow: {phases: [plan, code]}
        retry: &retry {initial: 1.5s, max_attempts: 5, on_exhausted: fail}
        agents:
          planner: {latency: {lognormal: {median: 19s, p90: 307s}}, simulated: {}}
          coder:   {latency: 250ms, version: 2}
          "the reviewer":
            latency:
              uniform: {min: 0s, max: 1h}
        faults:
          - {id: refused, inject: auth, attempt: 1..2, probability: 30%}
          - id: limited
            inject: {rate_limit: {retry_after: 20ms}}
            window: 1s..2m
            nth: 1
        tags: smoke
        share: 50%..80%
        cache: 8KiB
        rate: 0.5
        on: true
        data: {$.a: [1, null, *retry, "ü*", 'it''s', 1.5e3]}
        tree: {children: [{children: []}, {}]}
        version: 1.10

        """
}

/// Reads a text as the file `x.yaml`.
func readYAML(_ text: String) throws(Problems) -> SourceNode {
    try YAMLReader.read(bytes: Array(text.utf8), file: "x.yaml")
}

/// The lines that a user sees for a text: mistakes of reading, else those against the shape.
func complaints(about text: String, against shape: Shape = .any) -> [String] {
    complaints(about: Array(text.utf8), against: shape)
}

/// As above, for bytes that may be no text.
func complaints(about bytes: [UInt8], against shape: Shape = .any) -> [String] {
    do throws(Problems) {
        try Checker.check(YAMLReader.read(bytes: bytes, file: "x.yaml"), against: shape)
        return []
    } catch {
        return error.list.map(\.description)
    }
}
