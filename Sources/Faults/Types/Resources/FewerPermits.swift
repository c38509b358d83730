internal import Shapes
package import Workflows

/// Lets fewer agents work at the same time.
package struct FewerPermits: Injection {
    /// How many may work from then on.
    package let count: Int

    /// Declares the fault.
    package init(_ count: Int) {
        self.count = count
    }

    package func apply(to resource: inout ResourcePassage, chance: Chance) {
        resource.permits = min(resource.permits, count)
    }
}

extension FewerPermits {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "permits",
        places: [.resource: .both],
        parameters: "NUMBER",
        shape: .integer(1...1_000_000),
        summary:
            "No more than this many agents work at the same time from then on; those at work finish.",
        imitates: "a provider that lowers the concurrency of an account",
        source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
        remedy: "have the others wait, and end within the deadlines",
        samples: [#"1"#],
        decode: { node, _, _ in node.integer.map(FewerPermits.init) }
    )
}

extension FaultType {
    /// Takes permits away; see `FewerPermits`.
    package static let permits = FewerPermits.type
}
