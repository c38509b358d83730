internal import Faults
internal import Shapes
internal import Workflows

/// What a fault may hold.
enum FaultKeys {
    static let shape = Shape.object(
        [
            id.field, failpoint.field, selector.field, site.field, fail.field, inject.field,
            expectation.field, group.field,
        ],
        groups: [selector.name, fail.name, group.name].map { .atMostOne([$0, site.name]) }
    )

    /// The same in a climate: what becomes of the runs is for those who run in it to say.
    static let climateShape = Shape.object([
        id.field, failpoint.field, selector.field, fail.field, inject.field, group.field,
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
    static let site = Key(
        "site",
        .part(SiteKeys.shape),
        example: "{run: cold, phase: coder, attempt: 1}",
        doc:
            "In place of when: the one exact place where it fires, each time that something passes there."
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
    static let group = Key(
        "group",
        .part(GroupKeys.shape),
        example: "{name: vendor, together: 80%}",
        doc:
            "Faults of one name fire together in a share of the runs. There one number is drawn for "
            + "a run and repetition, and at each visit of each of them it is held against the fault's "
            + "own probability: those of one probability fire at all their visits, or at none. Their "
            + "drawn windows are drawn together too. In the other runs each draws for itself."
    )
}

/// What `group` of a fault may hold.
enum GroupKeys {
    static let shape = Shape.object([name.field, together.field])

    static let name = Key(
        "name",
        .text,
        required: true,
        example: "vendor",
        doc: "The group's name, the same in each of its faults."
    )
    static let together = Key(
        "together",
        .probability,
        default: 1,
        doc: "The share of runs in which one draw decides for all; the same in each of its faults."
    )
}

/// What `when` of a fault may hold, and what each key selects.
enum SelectorKeys {
    static let shape = Shape.object(
        [phase.field, agent.field, attempt.field, run.field, window.field] + counts.fields()
            + [burst.field]
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
    static let run = Key(
        "run",
        .part(.text),
        example: "cold",
        doc: "Only this run, and those that resume it."
    )

    static let window = Key(
        "window",
        .part(
            .anyOf(
                description: "a range such as \"1m..5m\", or start and length",
                [.durationRange, .object([windowStart.field, windowLength.field])]
            )
        ),
        example: "1m..5m",
        doc: "Only within this time of a run, which may be drawn once for each run and repetition."
    )
    static let windowStart = Key(
        "start",
        .part(distribution),
        required: true,
        doc: "When in a run it begins."
    )
    static let windowLength = Key(
        "length",
        .part(distribution),
        required: true,
        doc: "How long it lasts."
    )
    private static let distribution = Shape.anyOf(
        description: LatencyDistribution.forms,
        LatencyDistribution.shapes
    )

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
