internal import Shapes
package import Workflows

/// The phase's agent was called this often.
package struct AttemptsExpectation: RunCondition {
    /// The phase.
    package let phase: PhaseID
    /// How often.
    package let count: Int

    /// Expects so many attempts.
    package init(_ phase: PhaseID, _ count: Int) {
        self.phase = phase
        self.count = count
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found = evidence.record.attempts[phase] ?? 0
        return found == count ? nil : ("\(count) attempts of \(phase)", String(found))
    }
}

extension ExpectationKeys {
    static let attempts = ExpectationKey(
        "attempts",
        .map(of: .integer(0...1_000_000_000), keyName: "phase"),
        doc: "How often each phase's agent was called."
    ) { entry, context, problems in
        context.byPhase(entry, &problems).compactMap { phase, item in
            item.node.integer.map {
                Expectation(AttemptsExpectation(phase, $0), at: item.place)
            }
        }
    }
}
