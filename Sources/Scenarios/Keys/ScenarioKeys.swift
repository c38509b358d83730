internal import Shapes
internal import Workflows

/// What a scenario file may hold, key by key.
enum ScenarioKeys {
    static let fields = [
        schema.field, name.field, extends.field, description.field, tags.field, workflow.field,
        requirements.field, clock.field, timeScale.field, seed.field, seeds.field,
        matrix.field, timeLimit.field, requires.field,
        configuration.field, agents.field, faults.field, climate.field, runs.field,
        invariants.field, always.field,
        claims.field, found.field,
    ]

    static let schema = Key(
        "schema",
        .integer(1...1),
        default: 1,
        doc: "The version of this format."
    )
    static let name = Key(
        "name",
        .text,
        required: true,
        example: "night build",
        doc: "The scenario's name, as reports show it."
    )
    static let extends = Key(
        "extends",
        .part(.text),
        example: "_base.yaml",
        doc: "A file whose keys hold where this one says nothing: mappings merge, anything "
            + "else is replaced. It need not be whole: without runs it is a base, which is not "
            + "run by itself. Paths in it start at its own folder. "
            + "A file whose name begins with _ is not run with its folder."
    )
    static let description = Key(
        "description",
        .text,
        example: "Retries wait as long as they are asked to.",
        doc: "What the scenario shows."
    )
    static let tags = Key(
        "tags",
        .list(.text),
        example: "[retry, nightly]",
        doc: "Words to choose scenarios by."
    )
    static let workflow = Key(
        "workflow",
        .part(
            .anyOf(
                description: "full, enhanced_full or {phases: [...]}",
                [
                    .choice(WorkflowCatalog.all.map { Choice($0.name) }),
                    .object([phases.field]),
                ]
            )
        ),
        required: true,
        doc: "What runs."
    )
    static let requirements = Key(
        "requirements",
        .text,
        default: "",
        example: "A Hello World API",
        doc: "What the workflow is asked for."
    )
    static let clock = Key(
        "clock",
        .part(.choice(["virtual", "real"])),
        showing: "virtual unless an agent, a hook or a validator is a program",
        doc: "Virtual time moves only when nothing else can happen."
    )
    static let timeScale = Key(
        "time_scale",
        .number(0...1000),
        default: 1,
        doc: "On a real clock: what simulated latencies are multiplied by."
    )
    static let seed = Key(
        "seed",
        .integer(0...Int.max),
        default: 0,
        doc: "The seed of all chance."
    )
    static let seeds = Key(
        "seeds",
        .integerRange(0...Int.max),
        showing: "seed alone",
        example: "1..50",
        doc:
            "The seeds that `run` executes the scenario with, each a variant; verify and bench use `seed`."
    )
    static let matrix = Key(
        "matrix",
        .map(of: .list(.any, min: 1), keyName: "path of a key"),
        example: "{config.retry.max_attempts: [2, 4]}",
        doc:
            "Values for keys of this file, each combination a variant; a value replaces "
            + "what the file has there. An entry of a list goes by its name or id: runs.cold.repeat."
    )
    static let timeLimit = Key(
        "time_limit",
        .duration(allowZero: false),
        doc: "How much real time the scenario may take."
    )
    static let requires = Key(
        "requires",
        .parts(.list(.scalar, min: 1)),
        example: "[[python3, -c, import langgraph]]",
        doc:
            "Programs that are tried first, each for a minute at most: where one is missing or does not end with 0, "
            + "the scenario is skipped."
    )
    static let configuration = Key(
        "config",
        .part(ConfigurationKeys.shape),
        doc: "Policies of the workflow."
    )
    static let agents = Key(
        "agents",
        .part(.map(of: AgentKeys.shape, keyName: "agent")),
        required: true,
        doc: "Who performs the phases; a phase's agent has its name unless it says otherwise."
    )
    static let faults = Key("faults", .parts(FaultKeys.shape), doc: "Failures to inject.")
    static let climate = Key(
        "climate",
        .part(.text),
        example: "provider-2026",
        doc: "A set of faults with a source, added to the scenario's own: a file in "
            + "Fixtures/climates of the repository, or one of the built-in \(BuiltInClimates.names). "
            + "Their ids begin with the climate's name and a slash; they may surface, and need not fire."
    )
    static let runs = Key(
        "runs",
        .parts(RunKeys.shape, min: 1),
        required: true,
        doc: "What runs, one after another."
    )
    static let invariants = Key(
        "invariants",
        .part(InvariantKeys.shape),
        showing: "all",
        doc: "What must hold in every run, on a virtual clock and on a real one."
    )
    static let always = Key(
        "always",
        .part(ExpectationKeys.alwaysShape),
        example: "{status: succeeded, effects: {charge: \"<= 1\"}}",
        doc: "What must hold of every execution that ended, whichever run it is of and whatever "
            + "faults it met: keys of expect. One that was killed is not judged."
    )
    static let claims = Key(
        "claims",
        .parts(ClaimKeys.shape),
        example:
            "[{name: warm runs are faster, baseline: cold, candidate: warm, reduction: 50%..80%}]",
        doc: "Statements that `moonlight verify` judges."
    )

    static let found = Key(
        "found",
        .part(FoundKeys.shape),
        example: "{invariant: effects_once, seed: 7, tool: 1.0.0, trace: 9f86d081884c7d65}",
        doc:
            "Of a saved failure, where it comes from. Such a file is judged by invariants and always alone: expect of runs "
            + "and of faults, claims, seeds, a climate and the faults of runs are void, whatever it extends, and a fault "
            + "whose site is gone is no failure."
    )

    // MARK: - Phases

    static let phases = Key(
        "phases",
        .parts(.object([phaseName.field, needs.field, agent.field]), min: 1),
        required: true,
        doc: "The phases."
    )
    static let phaseName = Key(
        "name",
        .text,
        required: true,
        example: "planner",
        doc: "The phase's name, unique in the workflow."
    )
    static let needs = Key(
        "needs",
        .parts(.text),
        example: "[planner]",
        doc: "The phases that must be over before."
    )
    static let agent = Key(
        "agent",
        .text,
        showing: "the phase's name",
        example: "writer",
        doc: "Who performs it."
    )
}
