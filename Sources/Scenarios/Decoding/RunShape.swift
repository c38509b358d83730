internal import Shapes

/// What a run may hold.
enum RunShape {
    static let run = Shape.object(
        [
            Field("name", .text, required: true, doc: "The run's name, unique in the scenario."),
            Field("requirements", .text, doc: "Other requirements than the scenario's."),
            Field("seed", .integer(0...Int.max), doc: "Another seed than the scenario's."),
            Field("config", ConfigurationShape.config.partial, doc: "Merged over the scenario's."),
            Field(
                "agents",
                .map(of: AgentShape.agent.partial, keyName: "agent"),
                doc: "Merged over the scenario's."
            ),
            Field("faults", .list(FaultShape.fault), doc: "Faults of this run alone."),
            Field(
                "repeat",
                .integer(1...1_000_000),
                default: "as often as concurrent says",
                doc: "How often it is executed."
            ),
            Field(
                "concurrent",
                .integer(1...10_000),
                default: "1",
                doc: "How many executions there are at the same time."
            ),
            Field(
                "advance",
                .duration(),
                default: "0s",
                doc: "How much virtual time passes before it."
            ),
            Field(
                "restart",
                .boolean,
                default: "false",
                doc: "Whether everything in memory is lost before it; what is durable remains."
            ),
            Field(
                "invalidate",
                .list(.text),
                doc: "The cache tags whose results are forgotten before it."
            ),
            Field("kill", kill, doc: "Where its process dies, as by kill -9."),
            Field("cancel", cancel, doc: "Where it is cancelled."),
            Field(
                "resume",
                .text,
                doc: "The earlier run that it resumes: one that was killed, cancelled or "
                    + "paused, or that failed."
            ),
            Field("expect", ExpectationShape.expect, doc: "What must come of it."),
        ],
        groups: [.atMostOne(["kill", "cancel"])]
    )

    private static let kill = Shape.object([
        Field("after", .text, required: true, doc: "The phase whose result is its last.")
    ])

    private static let cancel = Shape.object(
        [
            Field("after", .text, doc: "The phase whose result is its last."),
            Field("at", .duration(), doc: "The time since its start."),
        ],
        groups: [.exactlyOne(["after", "at"])]
    )
}
