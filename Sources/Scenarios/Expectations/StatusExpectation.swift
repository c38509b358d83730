internal import Shapes
package import Workflows

/// The run ends in one of these ways.
package struct StatusExpectation: RunCondition {
    /// The ways that are allowed.
    package let allowed: Set<RunStatus>

    /// Expects one of some endings.
    package init(_ allowed: Set<RunStatus>) {
        self.allowed = allowed
    }

    package var endings: Set<RunStatus>? { allowed }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        guard !allowed.contains(evidence.trace.status) else { return nil }
        let names = allowed.map(\.rawValue).sorted().reversed().joined(separator: " or ")
        return ("status \(names)", evidence.ending)
    }
}

extension RunCondition where Self == StatusExpectation {
    /// The run ends so.
    package static func status(_ status: RunStatus) -> Self { Self([status]) }
}

extension ExpectationKeys {
    static let status = ExpectationKey(
        "status",
        Form<RunStatus>.choice(),
        showing: RunStatus.succeeded.rawValue,
        doc: "How the run ends; of a run that is killed or cancelled, nothing is expected "
            + "where nothing is said, and a run that pauses by policy may do so."
    ) { status, place in
        Expectation(.status(status), at: place)
    }

    /// The same of every execution that ended: nothing is expected where nothing is said.
    static let anyStatus = ExpectationKey(
        status.field.key,
        Form<[RunStatus]>.singleOrList(.choice()),
        doc: "How every execution ends: so, or in one of several ways."
    ) { allowed, place in
        Expectation(StatusExpectation(Set(allowed)), at: place)
    }
}
