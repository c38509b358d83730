package import Workflows

/// Turns the verdict on an output into its opposite.
package struct FlippedVerdict: Injection {
    /// Declares the wrong verdict.
    package init() {}

    package func apply(to validation: inout ValidationPassage, chance: Chance) {
        switch validation.verdict {
        case .honest: validation.verdict = .flipped
        case .flipped: validation.verdict = .honest
        case .failure: break
        }
    }
}

extension FlippedVerdict {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "flip",
        places: [.validator: .both],
        summary: "A good output is rejected, or a bad one passes; a cached one too.",
        imitates: "a judge that errs: a flaky test, a model that grades another",
        source: "Luo et al., An Empirical Analysis of Flaky Tests (FSE 2014)",
        remedy: "bound revisions, and have more than one check on what matters",
        decode: { _, _, _ in FlippedVerdict() }
    )
}

extension FaultType {
    /// Inverts verdicts; see `FlippedVerdict`.
    package static let flip = FlippedVerdict.type
}
