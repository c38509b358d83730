internal import Shapes

/// What a run may hold.
enum RunKeys {
    static let shape = Shape.object(
        [
            name.field, requirements.field, seed.field, configuration.field, agents.field,
            faults.field, repetitions.field, concurrency.field, advance.field, restart.field,
            invalidate.field, kill.field, cancel.field, resume.field, alone.field, expect.field,
        ],
        groups: [.atMostOne([kill.name, cancel.name])]
    )

    static let name = Key(
        "name",
        .text,
        required: true,
        example: "cold",
        doc: "The run's name, unique in the scenario."
    )
    static let requirements = Key(
        "requirements",
        .text,
        example: "A Goodbye API",
        doc: "Other requirements than the scenario's."
    )
    static let seed = Key("seed", .integer(0...Int.max), doc: "Another seed than the scenario's.")
    static let configuration = Key(
        "config",
        .part(ConfigurationKeys.shape.partial),
        doc: "Merged over the scenario's."
    )
    static let agents = Key(
        "agents",
        .map(of: AgentKeys.shape.partial, keyName: "agent"),
        doc: "Merged over the scenario's."
    )
    static let faults = Key("faults", .parts(FaultKeys.shape), doc: "Faults of this run alone.")
    static let repetitions = Key(
        "repeat",
        .integer(1...1_000_000),
        showing: "as often as concurrent says",
        doc: "How often it is executed."
    )
    static let concurrency = Key(
        "concurrent",
        .integer(1...10_000),
        default: 1,
        doc: "How many executions there are at the same time."
    )
    static let advance = Key(
        "advance",
        .duration(),
        default: .zero,
        doc: "How much virtual time passes before it."
    )
    static let restart = Key(
        "restart",
        .boolean,
        default: false,
        doc: "Whether everything in memory is lost before it; what is durable remains."
    )
    static let invalidate = Key(
        "invalidate",
        .parts(.text),
        example: "[nightly]",
        doc: "The cache tags whose results are forgotten before it."
    )
    static let kill = Key(
        "kill",
        .part(InterruptionKeys.ofKill),
        doc: "Where its process dies, as by kill -9."
    )
    static let cancel = Key(
        "cancel",
        .part(InterruptionKeys.ofCancel),
        doc: "Where it is cancelled; undoing that is in progress is finished first."
    )
    static let resume = Key(
        "resume",
        .text,
        example: "killed",
        doc: "The earlier run that it resumes: one that was killed, cancelled or "
            + "paused, or that failed."
    )
    static let alone = Key(
        "alone",
        .boolean,
        default: false,
        doc: "Whether claims measure it without the runs before it, and the other runs without it."
    )
    static let expect = Key("expect", .part(ExpectationKeys.shape), doc: "What must come of it.")
}
