/// The workflows that Moonlight ships.
package enum WorkflowCatalog {
    /// The plain pipeline: planner, designer, coder, reviewer, executor, and no optional features.
    package static let full = Workflow(
        name: "full",
        phases: pipeline,
        hasOptionalFeatures: false
    )

    /// The same pipeline with every feature on.
    package static let enhancedFull = Workflow(name: "enhanced_full", phases: pipeline)

    /// Every workflow, in the order in which a list shows them.
    package static let all = [full, enhancedFull]

    /// The workflow of that name, if there is one.
    package static func workflow(named name: String) -> Workflow? {
        all.first { $0.name == name }
    }

    private static let pipeline: [Workflow.Phase] = [
        .init("planner"),
        .init("designer", needs: ["planner"]),
        .init("coder", needs: ["designer"], inputs: ["planner", "designer"]),
        .init("reviewer", needs: ["coder"], inputs: ["designer", "coder"]),
        .init("executor", needs: ["reviewer"], inputs: ["coder", "reviewer"]),
    ]
}
