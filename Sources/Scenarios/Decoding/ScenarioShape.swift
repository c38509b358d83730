package import Shapes
internal import Invariants
internal import Workflows

/// What a scenario file may hold: the source of its checks, its suggestions and its JSON Schema.
package enum ScenarioShape {
    /// The whole file.
    package static let root = Shape.object([
        Field("schema", .integer(1...1), default: "1", doc: "The version of this format."),
        Field("name", .text, required: true, doc: "The scenario's name, as reports show it."),
        Field(
            "extends",
            .text,
            doc: "A file whose keys hold where this one says nothing: mappings merge, anything "
                + "else is replaced. It need not be whole: without runs it is a base, which is not "
                + "run by itself. Paths in it start at its own folder. "
                + "A file whose name begins with _ is not run with its folder."
        ),
        Field("description", .text, doc: "What the scenario shows."),
        Field("tags", .list(.text), doc: "Words to choose scenarios by."),
        Field("workflow", workflow, required: true, doc: "What runs."),
        Field("requirements", .text, default: "", doc: "What the workflow is asked for."),
        Field(
            "clock",
            .choice(["virtual", "real"]),
            default: "virtual unless an agent, a hook or a validator is a program",
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
            doc: "Who performs the phases; a phase's agent has its name unless it says otherwise."
        ),
        Field("faults", .list(FaultShape.fault), doc: "Failures to inject."),
        Field(
            "runs",
            .list(RunShape.run, min: 1),
            required: true,
            doc: "What runs, one after another."
        ),
        Field(
            "invariants",
            invariants,
            default: "all on a virtual clock, none on a real one",
            doc: "What must hold in every run."
        ),
        Field("claims", .list(ClaimShape.claim), doc: "Statements that `moonlight verify` judges."),
    ])

    /// A file that others extend, or that extends others: nothing is required of it by itself.
    static let part = root.partial

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
}

extension ScenarioShape {
    /// All that `config` may hold, with the documented defaults, as a page of Markdown.
    package static var configurationReference: String {
        """
        # Configuration

        What `config` may hold, for a scenario or for one of its runs; `config.phases.P` holds for a phase alone.
        Every key is independent of the others. `moonlight schema --format markdown` prints this page.

        """ + "\n" + ReferencePage.render(ConfigurationShape.config, at: "config")
    }

    /// The JSON Schema of scenario files, for editors.
    package static var jsonSchema: String {
        JSONSchema.render(
            root,
            completingKey: "extends",
            title: "Moonlight scenario",
            id: "urn:moonlight:scenario:1"
        )
    }
}
