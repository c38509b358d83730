internal import Shapes
package import Workflows

/// An effect was applied so often over all executions of the run, and not taken back.
package struct EffectsExpectation: RunCondition {
    /// What it is called.
    package let effect: String
    /// How often.
    package let bound: AmountBound

    /// Expects the effect's balance to be within a bound.
    package init(_ effect: String, _ bound: AmountBound) {
        self.effect = effect
        self.bound = bound
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let entries = evidence.trace.effects.filter { $0.name == effect }
        let applied = entries.reduce(0) { $0 + $1.applied }
        let undone = entries.reduce(0) { $0 + $1.undone }
        guard !bound.contains(applied - undone) else { return nil }
        let found = undone > 0 ? ": applied \(applied), undone \(undone)" : ""
        return ("effects \(effect) \(bound.text)", "\(applied - undone)\(found)")
    }
}

extension ExpectationKeys {
    static let effects = ExpectationKey(
        "effects",
        .map(of: .scalar, keyName: "effect"),
        doc:
            "How often each effect was applied and not undone, over all executions of the run: 1 or \"<= 2\"."
    ) { entry, context, problems in
        entry.node.entries.compactMap { item in
            let path = "\(entry.path).\(item.key)"
            if let known = context.effects, !known.contains(item.key) {
                problems.add(
                    at: item.keyLocation,
                    path,
                    ProblemList.unknownMessage("an effect", item.key, among: known.sorted())
                )
                return nil
            }
            guard let text = item.value.text else { return nil }
            guard let bound = AmountBound(text) else {
                problems.add(
                    item.value,
                    path,
                    "expected a number, a bound such as \"<= 1\" or a range, found \"\(text)\""
                )
                return nil
            }
            return Expectation(EffectsExpectation(item.key, bound), at: item.keyLocation)
        }
    }
}
