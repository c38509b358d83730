internal import Shapes
package import Workflows

/// Lowers what a run may cost.
package struct LowerCost: Injection {
    /// In millionths of the user's currency unit.
    package let micros: Int

    /// Declares the fault.
    package init(_ micros: Int) {
        self.micros = micros
    }

    package func apply(to resource: inout ResourcePassage, chance: Chance) {
        resource.costMicros = min(resource.costMicros, micros)
    }
}

extension LowerCost {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "cost",
        places: [.resource: .both],
        parameters: "NUMBER",
        shape: .number(0...1_000_000),
        summary: "The run may cost no more than this, its earlier calls included.",
        imitates: "a spending limit that somebody lowers",
        source: "https://docs.anthropic.com/en/api/rate-limits (spend limits)",
        remedy: "start no call that cannot be paid, and say so",
        samples: [#"0"#, #"0.01"#],
        decode: { node, _, _ in node.number.flatMap(CostText.micros).map(LowerCost.init) }
    )
}

extension FaultType {
    /// Lowers budgets of cost; see `LowerCost`.
    package static let lowerCost = LowerCost.type
}
