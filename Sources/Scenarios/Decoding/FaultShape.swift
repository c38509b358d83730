internal import Shapes
internal import Faults
internal import Workflows

/// What a fault may hold.
enum FaultShape {
    static let fault = Shape.object([
        Field("id", .text, required: true, doc: "The fault's name, unique in the scenario."),
        Field(
            "at",
            .choice(Failpoint.allCases.map { Choice($0.rawValue) }),
            default: "agent.call",
            doc: "Where it acts."
        ),
        Field("when", selector, default: "always", doc: "When it fires; everything must agree."),
        Field("inject", type, required: true, doc: "What it does."),
        Field(
            "expect",
            .choice(Fault.Expectation.allCases.map { Choice($0.rawValue) }),
            default: "any",
            doc: "Whether the runs end as without it."
        ),
    ])

    private static let selector = Shape.object([
        Field("phase", .text, doc: "Only calls of this phase."),
        Field("agent", .text, doc: "Only calls of this agent."),
        Field("attempt", .integerRange(1...1_000_000), doc: "Only these attempts of a run."),
        Field("run", .text, doc: "Only this run."),
        Field("window", .durationRange, doc: "Only within this time of a run."),
        Field("nth", .integer(1...1_000_000_000), doc: "Only the visit with this number."),
        Field("every", .integer(1...1_000_000_000), doc: "Only each visit of this many."),
        Field("after", .integer(0...1_000_000_000), doc: "Not the first this many visits."),
        Field("times", .integer(1...1_000_000_000), doc: "At most this many firings."),
        Field("probability", .probability, doc: "The chance of each visit."),
        Field("burst", burst, doc: "This many firings in a row, then a pause."),
    ])

    private static let burst = Shape.object([
        Field("size", .integer(1...1_000_000), required: true, doc: "Firings in a row."),
        Field("gap", .duration(), required: true, doc: "The pause after them."),
    ])

    private static let type = Shape.tagged(
        FaultType.all.map { Field($0.name, parameters(of: $0), doc: $0.summary) }
    )

    private static func parameters(of type: FaultDocumentation) -> Shape {
        switch type.name {
        case "rate_limit": rateLimit
        case "latency": latency
        default: .object((type.plain ?? []).map(field))
        }
    }

    private static func field(_ parameter: FaultParameter) -> Field {
        let shape: Shape =
            switch parameter.kind {
            case .integer(let range): .integer(range)
            case .point: points
            }
        return Field(
            parameter.name,
            shape,
            default: parameter.usual,
            doc: parameter.summary
        )
    }

    /// A distribution, or one with a point.
    private static let latency: Shape = {
        guard case .anyOf(_, let variants) = AgentShape.distribution else {
            return AgentShape.distribution
        }
        let placed = Shape.object([
            Field("by", AgentShape.distribution, required: true, doc: "How much later."),
            Field(
                "point",
                points,
                default: AgentCall.Point.after.rawValue,
                doc: "On which side of the agent's work."
            ),
        ])
        return .anyOf(
            description: "a duration such as \"250ms\", uniform, lognormal, or by with a point",
            variants + [placed]
        )
    }()

    private static let points = Shape.choice([
        Choice(AgentCall.Point.before.rawValue, doc: "Before the agent begins."),
        Choice(AgentCall.Point.after.rawValue, doc: "After its work, before its answer."),
    ])

    private static let rateLimit = Shape.object([
        Field(
            "retry_after",
            .anyOf(
                description: "a duration such as \"250ms\" or a date of HTTP",
                [.duration(), .text]
            ),
            doc: "How long it asks to be left alone, or until when: the virtual world begins at "
                + "\"Sat, 01 Jan 2000 00:00:00 GMT\"."
        ),
        Field(
            "in",
            .choice([
                Choice("header", doc: "In Retry-After."),
                Choice("body", doc: "In a sentence of the error's message."),
            ]),
            default: "header",
            doc: "Where it says so."
        ),
    ])
}
