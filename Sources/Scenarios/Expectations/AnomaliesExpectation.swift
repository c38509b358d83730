internal import Shapes
package import Workflows

/// Exactly these phases took far longer than they used to.
package struct AnomaliesExpectation: RunCondition {
    /// The phases.
    package let phases: Set<PhaseID>

    /// Expects anomalies of these phases and no others.
    package init(_ phases: Set<PhaseID>) {
        self.phases = phases
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found = evidence.record.anomalies
        guard found != phases else { return nil }
        return ("anomalies \(evidence.list(phases))", evidence.list(found))
    }
}

extension ExpectationKeys {
    static let anomalies = ExpectationKey(
        "anomalies",
        .list(.text),
        doc: "The phases that took far longer than they used to."
    ) { entry, context, problems in
        let phases = context.phases(entry, &problems)
        return [Expectation(AnomaliesExpectation(phases), at: entry.place)]
    }
}
