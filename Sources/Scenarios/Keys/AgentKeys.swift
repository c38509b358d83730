internal import Workflows
internal import Faults
internal import Shapes

/// What an agent may hold.
enum AgentKeys {
    static let shape = Shape.object(
        [
            simulated.field, process.field, version.field, model.field, prompt.field,
            sampling.field, seed.field,
        ],
        groups: [.exactlyOne([simulated.name, process.name])]
    )

    static let simulated = Key(
        "simulated",
        .part(SimulatedKeys.shape),
        doc: "Answers that are written down."
    )
    static let process = Key(
        "process",
        .part(ProcessKeys.shape),
        doc: "A program of yours, started without a shell."
    )
    static let version = Key("version", .scalar, default: "1", doc: "Part of the cache key.")
    static let model = Key("model", .text, example: "large-2", doc: "Part of the cache key.")
    static let prompt = Key(
        "prompt",
        .text,
        example: "Write the code.",
        doc: "Part of the cache key."
    )
    static let sampling = Key(
        "sampling",
        .map(of: .scalar, keyName: "sampling parameter"),
        example: "{temperature: 0.2}",
        doc: "How the model draws, such as temperature; part of the cache key."
    )
    static let seed = Key(
        "seed",
        .part(.integer(0...Int.max)),
        doc: "The seed that the model is given; part of the cache key."
    )
}

/// What a simulated agent may hold.
enum SimulatedKeys {
    static let shape = Shape.object(
        [
            output.field, outputs.field, files.field, latency.field, tokens.field, cost.field,
            frames.field, calls.field, effects.field, undoes.field,
        ],
        groups: [.atMostOne([output.name, outputs.name])]
    )

    static let output = Key("output", .scalar, example: "done", doc: "The text of every answer.")
    static let outputs = Key(
        "outputs",
        .list(.scalar, min: 1),
        example: "[first, second]",
        doc: "The texts of the first answer, the second and so on; the last repeats."
    )
    static let files = Key(
        "files",
        .map(of: .text, keyName: "file"),
        example: "{app.py: fixtures/app.py}",
        doc: "Files that it produces: path in the workspace, and the file to read."
    )
    static let latency = Key(
        "latency",
        .part(
            .anyOf(
                description: "a duration such as \"250ms\", uniform, lognormal, samples or profile",
                LatencyDistribution.shapes + [.object([profile.field])]
            )
        ),
        showing: "0s",
        example: "{lognormal: {median: 2s, p90: 5s}}",
        doc: "How long a call takes."
    )
    static let profile = Key(
        "profile",
        .part(.text),
        required: true,
        example: "planner",
        doc: "A distribution fitted to real runs, with its source: a file in Fixtures/profiles of "
            + "the repository, or one of the built-in \(BuiltInProfiles.names)."
    )
    static let tokens = Key(
        "tokens",
        .integer(0...1_000_000_000),
        doc: "The tokens that a call uses."
    )
    static let cost = Key("cost", .number(0...1_000_000), doc: "The cost of a call.")
    static let frames = Key(
        "frames",
        .integer(0...10_000),
        default: 0,
        doc: "In how many equal parts, at equal times, it streams its answer; each is a heartbeat."
    )
    static let calls = Key(
        "calls",
        .integer(1...1000),
        default: 1,
        doc: "How many calls of its own it makes for an answer; each is an attempt."
    )
    static let effects = Key(
        "effects",
        .parts(EffectKeys.item, min: 1),
        example: "[{name: charge, idempotent: false}]",
        doc:
            "What each call does to the world when its latency is over, also where its answer is lost."
    )
    static let undoes = Key(
        "undoes",
        .parts(EffectKeys.item, min: 1),
        example: "[charge]",
        doc: "The effects of a phase that it takes back as the phase's compensation."
    )
}

/// What a file of a latency profile holds.
enum ProfileKeys {
    static let shape = Shape.object([name.field, source.field, unit.field, lognormal.field])

    static let name = Key("name", .text, required: true, doc: "The profile's name.")
    static let source = Key("source", .text, required: true, doc: "Where the numbers come from.")
    static let unit = Key("unit", .text, doc: "The unit of the numbers' source.")
    static let lognormal = Key(
        "lognormal",
        .part(LatencyDistribution.lognormalShape),
        required: true,
        doc: "The distribution."
    )
}
