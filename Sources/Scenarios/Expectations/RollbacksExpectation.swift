internal import Shapes
package import Workflows

/// The run rolled back so often.
package struct RollbacksExpectation: RunCondition {
    /// How often.
    package let count: Int

    /// Expects so many rollbacks.
    package init(_ count: Int) {
        self.count = count
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found = evidence.record.rollbacks
        return found == count ? nil : ("\(count) rollbacks", String(found))
    }
}

extension ExpectationKeys {
    static let rollbacks = ExpectationKey(
        "rollbacks",
        .integer(0...1_000_000),
        doc: "How often the run rolled back."
    ) { count, place in
        Expectation(RollbacksExpectation(count), at: place)
    }
}
