internal import Faults
internal import Shapes
internal import Workflows

/// What a fault may hold.
enum FaultKeys {
    static let shape = Shape.object([
        id.field, failpoint.field, selector.field, fail.field, inject.field, expectation.field,
    ])

    static let id = Key(
        "id",
        .text,
        required: true,
        example: "flaky-coder",
        doc: "The fault's name, unique in the scenario."
    )
    static let failpoint = Key(
        "at",
        .part(.choice(Failpoint.allCases.map { Choice($0.rawValue) })),
        showing: Failpoint.agentCall.rawValue,
        doc: "Where it acts."
    )
    static let selector = Key(
        "when",
        .part(SelectorKeys.shape),
        showing: "always",
        doc: "When it fires; everything must agree."
    )
    static let fail = Key(
        "fail",
        .integer(1...1_000_000_000),
        doc: "At most this many firings: the same as when.times."
    )
    static let inject = Key(
        "inject",
        .part(.tagged(FaultType.all.map { Field($0.name, $0.shape, doc: $0.summary) })),
        required: true,
        doc: "What it does."
    )
    static let expectation = Key<Fault.Expectation>(
        "expect",
        .choice(),
        default: .any,
        doc: "Whether the runs end as without it."
    )
}

/// What `when` of a fault may hold, and what each key selects.
enum SelectorKeys {
    static let shape = Shape.object(
        [phase.field, agent.field, attempt.field, run.field] + counts.fields() + [burst.field]
    )

    static let phase = Key(
        "phase",
        .part(.text),
        example: "coder",
        doc: "Only what is about this phase."
    )
    static let agent = Key(
        "agent",
        .part(.text),
        example: "coder",
        doc: "Only what is about this agent."
    )
    static let run = Key("run", .part(.text), example: "cold", doc: "Only this run.")

    static let attempt = Setting<FaultSelector>(
        "attempt",
        .integerRange(1...1_000_000),
        \.attempt,
        doc: "Only these attempts of a run."
    )

    static let times = Setting<FaultSelector>(
        "times",
        .integer(positive),
        \.times,
        doc: "At most this many firings."
    )

    static let counts: [Setting<FaultSelector>] = [
        Setting(
            "repetition",
            .integer(1...1_000_000),
            \.repetition,
            doc: "Only this repetition of a run."
        ),
        Setting("window", .durationRange, doc: "Only within this time of a run.") {
            window,
            selector in
            selector.window = window.lowerBound..<window.upperBound
        },
        Setting("nth", .integer(positive), \.nth, doc: "Only the visit with this number."),
        Setting("every", .integer(positive), \.every, doc: "Only each visit of this many."),
        Setting(
            "after",
            .integer(0...1_000_000_000),
            \.after,
            doc: "Not the first this many visits."
        ),
        times,
        Setting("probability", .probability, \.probability, doc: "The chance of each visit."),
    ]

    private static let positive = 1...1_000_000_000

    static let burst = Key(
        "burst",
        .part(.object([size.field, gap.field])),
        doc: "This many firings in a row, then a pause."
    )
    static let size = Key(
        "size",
        .integer(1...1_000_000),
        required: true,
        doc: "Firings in a row."
    )
    static let gap = Key("gap", .duration(), required: true, doc: "The pause after them.")
}
