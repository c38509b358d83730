internal import Shapes
internal import Workflows

/// What `site` of a fault may hold: one exact place of a scenario, by names.
enum SiteKeys {
    static let shape = Shape.object([
        run.field, repetition.field, phase.field, role.field, attempt.field, life.field,
        visit.field,
    ])

    /// What is done with a phase, as files say it.
    enum Role: String, CaseIterable {
        case execute = "do"
        case undo

        var role: Site.Role { self == .execute ? .execute : .undo }
    }

    static let run = Key(
        "run",
        .part(.text),
        required: true,
        example: "cold",
        doc: "The run; of one that resumes another, the first of the row."
    )
    static let repetition = Key(
        "repetition",
        .integer(0...1_000_000),
        default: 0,
        doc: "The number of the run's repetition; 0 where it is not repeated."
    )
    static let phase = Key(
        "phase",
        .part(.text),
        showing: "none: what concerns no phase",
        example: "coder",
        doc: "The phase that it concerns."
    )
    static let role = Key<Role>(
        "role",
        .choice { $0 == .execute ? "The phase's own agent." : "The agent that undoes it." },
        default: .execute,
        doc: "Whether the phase is done or undone."
    )
    static let attempt = Key(
        "attempt",
        .integer(0...1_000_000_000),
        default: 0,
        doc: "The number of the attempt in the run; 0 where it concerns none."
    )
    static let life = Key(
        "life",
        .integer(0...1_000_000),
        default: 0,
        doc: "How often the run had been resumed."
    )
    static let visit = Key(
        "visit",
        .integer(0...1_000_000_000),
        default: 0,
        doc: "How often something had passed there before."
    )
}
