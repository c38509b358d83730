internal import Faults
internal import Shapes
internal import Workflows

/// What an agent may hold.
enum AgentShape {
    static let agent = Shape.object(
        [
            Field("simulated", simulated, doc: "Answers that are written down."),
            Field("process", process, doc: "A program of yours, started without a shell."),
            Field("version", .scalar, default: "1", doc: "Part of the cache key."),
            Field("model", .text, doc: "Part of the cache key."),
            Field("prompt", .text, doc: "Part of the cache key."),
            Field(
                "sampling",
                .map(of: .scalar, keyName: "sampling parameter"),
                doc: "How the model draws, such as temperature; part of the cache key."
            ),
            Field(
                "seed",
                .integer(0...Int.max),
                doc: "The seed that the model is given; part of the cache key."
            ),
        ],
        groups: [.exactlyOne(["simulated", "process"])]
    )

    /// How long a call takes.
    static let latency = Shape.anyOf(
        description: "a duration such as \"250ms\", uniform, lognormal or profile",
        LatencyDistribution.shapes + [
            .object([
                Field(
                    "profile",
                    .text,
                    required: true,
                    doc: "The name of a file in Fixtures/profiles of the repository."
                )
            ])
        ]
    )

    static let simulated = Shape.object(
        [
            Field("output", .scalar, doc: "The text of every answer."),
            Field(
                "outputs",
                .list(.scalar, min: 1),
                doc: "The texts of the first answer, the second and so on; the last repeats."
            ),
            Field(
                "files",
                .map(of: .text, keyName: "file"),
                doc: "Files that it produces: path in the workspace, and the file to read."
            ),
            Field("latency", latency, default: "0s", doc: "How long a call takes."),
            Field("tokens", .integer(0...1_000_000_000), doc: "The tokens that a call uses."),
            Field("cost", .number(0...1_000_000), doc: "The cost of a call."),
            Field(
                "frames",
                .integer(0...10_000),
                default: "0",
                doc: "How many heartbeats a call gives, evenly spread over its latency."
            ),
            Field(
                "calls",
                .integer(1...1000),
                default: "1",
                doc: "How many calls of its own it makes for an answer; each is an attempt."
            ),
        ],
        groups: [.atMostOne(["output", "outputs"])]
    )

    /// The program of a process agent or a hook.
    static let command = Field(
        "command",
        .list(.scalar, min: 1),
        required: true,
        doc: "The program, looked up in PATH, and its arguments."
    )

    /// What a program finds in its environment.
    static let environment = Field(
        "env",
        .map(of: variable, keyName: "variable"),
        doc:
            "Environment variables; there are no others but PATH, HOME, LANG and MOONLIGHT_WORKSPACE."
    )

    /// The limit of one call of a program.
    static let processTimeout = Field(
        "timeout",
        .duration(allowZero: false),
        doc: "How long a call may take."
    )

    static let process = Shape.object([
        command,
        environment,
        Field("cwd", .text, default: "the run's workspace", doc: "The folder that it runs in."),
        Field(
            "probe",
            .object([
                Field("get", .text, required: true, doc: "The path of an HTTP GET request.")
            ]),
            doc: "Makes it a server: it is asked this until it answers, and then ended."
        ),
        processTimeout,
        Field(
            "answer",
            .choice([
                Choice(
                    "auto",
                    doc:
                        "An answer where it is one JSON object with the keys of one, text where nothing hints at it."
                ),
                Choice("json", doc: "An answer; anything else is a failure."),
                Choice("text", doc: "Text, whatever it is."),
            ]),
            default: "auto",
            doc:
                "What its standard output is taken for; what was meant to be an answer and is none is a "
                + "failure of kind answer."
        ),
        Field(
            "sources",
            .list(.text, min: 1),
            doc: "Patterns of files that are part of the cache key, such as \"lib/**/*.py\", from "
                + "the scenario file's folder. Files that the command names are so without it."
        ),
    ])

    private static let variable = Shape.anyOf(
        description: "a text or {from_env: NAME}",
        [
            .scalar,
            .object([
                Field(
                    "from_env",
                    .text,
                    required: true,
                    doc: "The variable of this program's own environment."
                ),
                Field(
                    "secret",
                    .boolean,
                    default: "false",
                    doc: "Whether its value is blanked wherever it appears."
                ),
            ]),
        ]
    )
}
