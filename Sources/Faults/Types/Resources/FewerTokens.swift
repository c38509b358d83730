internal import Shapes
package import Workflows

/// Lowers the tokens that a run may use.
package struct FewerTokens: Injection {
    /// How many it may use.
    package let count: Int

    /// Declares the fault.
    package init(_ count: Int) {
        self.count = count
    }

    package func apply(to resource: inout ResourcePassage, chance: Chance) {
        resource.tokens = min(resource.tokens, count)
    }
}

extension FewerTokens {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "tokens",
        places: [.resource: .both],
        parameters: "NUMBER",
        shape: .integer(0...1_000_000_000_000),
        summary:
            "The run may use no more than this many tokens, those of its earlier calls included.",
        imitates: "an allowance that others use, too",
        source: "https://docs.anthropic.com/en/api/rate-limits",
        remedy: "start no call that cannot be paid, and say so",
        samples: [#"0"#, #"1000"#],
        decode: { node, _, _ in node.integer.map(FewerTokens.init) }
    )
}

extension FaultType {
    /// Lowers budgets of tokens; see `FewerTokens`.
    package static let fewerTokens = FewerTokens.type
}
