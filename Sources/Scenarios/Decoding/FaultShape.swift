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
        FaultType.all.map { Field($0.name, $0.shape, doc: $0.summary) }
    )
}
