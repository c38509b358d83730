internal import Invariants
internal import Workflows

/// What a scenario file may hold: the source of its checks, its suggestions and its JSON Schema.
package enum ScenarioShape {
    /// The whole file.
    package static let root = Shape.object([
        Field("schema", .integer(1...1), default: "1", doc: "The version of this format."),
        Field("name", .text, required: true, doc: "The scenario's name, as reports show it."),
        Field("description", .text, doc: "What the scenario shows."),
        Field("tags", .list(.text), doc: "Words to choose scenarios by."),
        Field("workflow", workflow, required: true, doc: "What runs."),
        Field("requirements", .text, default: "", doc: "What the workflow is asked for."),
        Field(
            "clock",
            .choice(["virtual", "real"]),
            default: "virtual if every agent is simulated",
            doc: "Virtual time moves only when nothing else can happen."
        ),
        Field(
            "time_scale",
            .number(0...1000),
            default: "1",
            doc: "On a real clock: what simulated latencies are multiplied by."
        ),
        Field("seed", .integer(0...Int.max), default: "0", doc: "The seed of all chance."),
        Field(
            "time_limit",
            .duration(allowZero: false),
            doc: "How much real time the scenario may take."
        ),
        Field("config", ConfigurationShape.config, doc: "Policies of the workflow."),
        Field(
            "agents",
            .map(of: AgentShape.agent, keyName: "agent"),
            required: true,
            doc: "Who performs the phases; a phase's agent bears its name unless it says otherwise."
        ),
        Field("faults", .list(FaultShape.fault), doc: "Failures to inject."),
        Field("runs", .list(run, min: 1), required: true, doc: "What runs, one after another."),
        Field(
            "invariants",
            invariants,
            default: "all on a virtual clock, none on a real one",
            doc: "What must hold in every run."
        ),
        Field("claims", .list(ClaimShape.claim), doc: "Statements that `moonlight verify` judges."),
    ])

    private static let workflow = Shape.anyOf(
        description: "full, enhanced_full or {phases: [...]}",
        [
            .choice(WorkflowCatalog.all.map { Choice($0.name) }),
            .object([
                Field("phases", .list(phase, min: 1), required: true, doc: "The phases.")
            ]),
        ]
    )

    private static let phase = Shape.object([
        Field("name", .text, required: true, doc: "The phase's name, unique in the workflow."),
        Field("needs", .list(.text), doc: "The phases that must be over before."),
        Field("agent", .text, default: "the phase's name", doc: "Who performs it."),
    ])

    private static let invariants = Shape.anyOf(
        description: "all or a list of invariants",
        [
            .choice(["all"]),
            .list(.choice(Invariant.allCases.map { Choice($0.rawValue, doc: $0.summary) })),
        ]
    )

    private static let run = Shape.object([
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
        Field("repeat", .integer(1...1_000_000), default: "1", doc: "How often it is executed."),
        Field(
            "advance",
            .duration(),
            default: "0s",
            doc: "How much virtual time passes before it."
        ),
        Field("expect", ExpectationShape.expect, doc: "What must come of it."),
    ])
}

/// What a claim may hold.
enum ClaimShape {
    static let claim = Shape.object(
        [
            Field("name", .text, required: true, doc: "The claim, as it would be made."),
            Field("baseline", .text, required: true, doc: "The run that is the measure."),
            Field("candidate", .text, required: true, doc: "The run that is claimed to be better."),
            Field(
                "metric",
                .choice(Claim.Metric.allCases.map { Choice($0.rawValue) }),
                default: "duration",
                doc: "What is measured."
            ),
            Field("reduction", .percentRange, doc: "The share saved, such as 50%..80%."),
            Field("speedup", .text, doc: "Baseline over candidate, such as \">= 3\"."),
            Field(
                "pairs",
                .integer(1...4000),
                default: "30",
                doc: "How many pairs of runs are measured."
            ),
            Field(
                "confidence",
                .probability,
                default: "95%",
                doc: "The confidence of the interval."
            ),
        ],
        groups: [.exactlyOne(["reduction", "speedup"])]
    )
}

extension ScenarioShape {
    /// The JSON Schema of scenario files, for editors.
    package static var jsonSchema: String {
        JSONSchema.render(
            root,
            title: "Moonlight scenario",
            id: "urn:moonlight:scenario:1"
        )
    }
}
