internal import Shapes
package import Workflows

/// The run failed in this phase.
package struct ErrorPhaseExpectation: RunCondition {
    /// The phase.
    package let phase: PhaseID

    /// Expects a failure of this phase.
    package init(_ phase: PhaseID) {
        self.phase = phase
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        guard evidence.trace.error?.phase != phase else { return nil }
        return ("an error in \(phase)", evidence.ending)
    }
}

/// The run failed with this kind.
package struct ErrorKindExpectation: RunCondition {
    /// The kind.
    package let kind: String

    /// Expects a failure of this kind.
    package init(_ kind: String) {
        self.kind = kind
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        guard evidence.trace.error?.failure.kind != kind else { return nil }
        return ("an error of kind \(kind)", evidence.ending)
    }
}

extension ExpectationKeys {
    static let error = ExpectationKey(
        "error",
        .object(errorKeys.fields()),
        doc: "Why the run failed."
    ) { entry, context, problems in
        errorKeys.decode(entry.node, at: entry.path, in: context, &problems)
    }

    private static let errorKeys = [
        ExpectationKey("phase", .text, doc: "The phase that failed.") { entry, context, problems in
            let place = entry.node.location
            return context.phase(entry.node.text, at: place, entry.path, &problems)
                .map { [Expectation(ErrorPhaseExpectation($0), at: entry.place)] } ?? []
        },
        ExpectationKey("kind", .text, doc: "The kind of the failure.") { kind, place in
            Expectation(ErrorKindExpectation(kind), at: place)
        },
    ]
}
