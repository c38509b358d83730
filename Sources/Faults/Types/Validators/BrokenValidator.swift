package import Workflows

/// Lets validators fail in place of a verdict.
package struct BrokenValidator: Injection {
    /// Declares the failure.
    package init() {}

    package func apply(to validation: inout ValidationPassage, chance: Chance) {
        validation.verdict = .failure(message: "the validator failed and gave no verdict")
    }
}

extension BrokenValidator {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "error",
        places: [.validator: .both],
        summary:
            "The validator fails: the attempt fails with kind validation and spends a revision.",
        imitates: "a linter or a test runner that dies before it has looked",
        source: "https://docs.pytest.org/en/stable/reference/exit-codes.html (internal error)",
        remedy: "commit nothing that no validator has passed, and bound revisions",
        decode: { _, _, _ in BrokenValidator() }
    )
}

extension FaultType {
    /// Lets validators fail; see `BrokenValidator`.
    package static let error = BrokenValidator.type
}
