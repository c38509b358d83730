package import Shapes
package import Workflows

/// So many of a run's executions hold: all that else is expected of them, the status included.
package struct SuccessExpectation: RunCondition {
    /// The share of all executions.
    package let bound: ShareBound

    /// Expects the share to be within a bound.
    package init(_ bound: ShareBound) {
        self.bound = bound
    }

    /// It is known when all executions are over, from what did not hold of each.
    package func mismatch(in evidence: RunEvidence) -> Mismatch? { nil }
}

extension ScenarioRun {
    /// The share of executions that must hold, with its place; `nil` where all of them must.
    package var success: (bound: ShareBound, location: SourceLocation)? {
        for expectation in expectations {
            guard let success = expectation.condition as? SuccessExpectation else { continue }
            return (success.bound, expectation.location)
        }
        return nil
    }
}

extension ExpectationKeys {
    static let success = ExpectationKey(
        "success",
        .scalar,
        showing: "100%",
        doc:
            "The share of a repeated run's executions of which all else holds that is expected of it, its status "
            + "included: \">= 90%\"."
    ) { entry, _, problems in
        guard let text = entry.node.text else { return [] }
        guard let bound = ShareBound(text) else {
            problems.add(
                entry.node,
                entry.path,
                "expected a share such as \">= 90%\" or a range such as \"50%..80%\", found \"\(text)\""
            )
            return []
        }
        return [Expectation(SuccessExpectation(bound), at: entry.place)]
    }
}
