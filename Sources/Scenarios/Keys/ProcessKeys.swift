internal import Agents
internal import Shapes

/// The keys that name a user-supplied program.
enum ProcessKeys {
    static let shape = Shape.object([
        command.field, environment.field, directory.field, probe.field, timeout.field,
        grace.field, answer.field, sources.field,
    ])

    static let command = Key(
        "command",
        .part(.list(.scalar, min: 1)),
        required: true,
        example: "[python3, coder.py]",
        doc: "The program, looked up in PATH, and its arguments."
    )
    static let environment = Key(
        "env",
        .map(of: variable, keyName: "variable"),
        example: "{MODE: fast}",
        doc:
            "Environment variables; there are no others but PATH, HOME, LANG and MOONLIGHT_WORKSPACE."
    )
    static let directory = Key(
        "cwd",
        .part(.text),
        showing: "the run's workspace",
        example: "tools",
        doc: "The folder that it runs in."
    )
    static let probe = Key(
        "probe",
        .part(.object([get.field])),
        doc: "Makes it a server: it is asked this until it answers, and then ended."
    )
    static let get = Key(
        "get",
        .part(.text),
        required: true,
        example: "/health",
        doc: "The path of an HTTP GET request."
    )
    static let timeout = Key(
        "timeout",
        .duration(allowZero: false),
        doc: "How long a call may take."
    )
    static let grace = Key(
        "grace",
        .duration(),
        default: ProcessAgent.usualGrace,
        example: "10s",
        doc:
            "How long it has to end by itself where its run is cancelled, after SIGTERM and before "
            + "SIGKILL; in nothing else."
    )
    static let answer = Key<AnswerFormat>(
        "answer",
        .choice(summary),
        showing: AnswerFormat.auto.rawValue,
        doc:
            "What its standard output is taken for; what was meant to be an answer and is none is a "
            + "failure of kind answer."
    )
    static let sources = Key(
        "sources",
        .parts(.text, min: 1),
        example: "[\"lib/**/*.py\"]",
        doc: "Patterns of files that are part of the cache key, such as \"lib/**/*.py\", from "
            + "the scenario file's folder. Files that the command names are so without it."
    )

    @Sendable private static func summary(of answer: AnswerFormat) -> String {
        switch answer {
        case .auto:
            "An answer where it is one JSON object with the keys of one, text where nothing hints at it."
        case .json: "An answer; anything else is a failure."
        case .text: "Text, whatever it is."
        }
    }

    private static let variable = Shape.anyOf(
        description: "a text or {from_env: NAME}",
        [.scalar, .object([source.field, isSecret.field])]
    )
    static let source = Key(
        "from_env",
        .text,
        required: true,
        example: "API_KEY",
        doc: "The variable of this program's own environment."
    )
    static let isSecret = Key(
        "secret",
        .boolean,
        default: false,
        doc: "Whether its value is blanked wherever it appears."
    )
}
