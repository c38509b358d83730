internal import Shapes
internal import Workflows

/// What `config.budget` and `config.phases.P.budget` may hold.
enum BudgetKeys {
    static let budget = Key(
        "budget",
        .part(.object(settings.fields())),
        doc:
            "How much the calls of a run may use, failed ones too; a call that takes it above a limit fails its "
            + "phase with kind budget, and at a limit none starts."
    )

    static let ofPhase = Key(
        "budget",
        .part(.object(settings.fields())),
        doc: "How much the phase's calls may use in a run."
    )

    static let settings: [Setting<UsageBudget>] = [
        Setting(
            "tokens",
            .integer(0...1_000_000_000_000),
            \.tokens,
            example: "200000",
            doc: "The most tokens."
        ),
        Setting("cost", .number(0...1_000_000_000), example: "2.5", doc: "The highest cost.") {
            cost,
            budget in
            budget.costMicros = CostText.micros(cost)
        },
        Setting(
            "requests",
            .integer(0...1_000_000_000),
            \.requests,
            example: "20",
            doc: "The most requests, an agent's own calls included."
        ),
    ]
}
