internal import Shapes
package import Workflows

/// A server answered with this status.
package struct ResponseStatusExpectation: RunCondition {
    /// The HTTP status.
    package let status: Int

    /// Expects this status.
    package init(_ status: Int) {
        self.status = status
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        guard let output = evidence.trace.outputWithResponse(in: evidence.plan) else {
            return ("response status \(status)", "no response")
        }
        let found = output.response?.status
        guard found != status else { return nil }
        return (
            "response status \(status)",
            "\(found ?? 0)\n\(BoundedMessage.start(of: output.text, 400))"
        )
    }
}

/// A server's body satisfies this.
package struct ResponseBodyExpectation: RunCondition {
    /// What it satisfies.
    package let check: OutputCheck

    /// Expects something of the body.
    package init(_ check: OutputCheck) {
        self.check = check
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let expected = "a response that \(check.text)"
        guard let output = evidence.trace.outputWithResponse(in: evidence.plan) else {
            return (expected, "no response")
        }
        return check.mismatch(in: output).map { (expected, $0) }
    }
}

extension ExpectationKeys {
    static let response = ExpectationKey(
        "response",
        .object([responseStatus.field] + OutputCheckKeys.text.fields()),
        doc: "What a server answered."
    ) { entry, context, problems in
        let status = [responseStatus].decode(entry.node, at: entry.path, in: context, &problems)
        return status
            + OutputCheckKeys.text.decode(entry.node, at: entry.path, in: context, &problems)
            .map { Expectation(ResponseBodyExpectation($0.check), at: $0.place) }
    }

    private static let responseStatus = ExpectationKey(
        "status",
        .integer(100...599),
        doc: "The HTTP status."
    ) { status, place in
        Expectation(ResponseStatusExpectation(status), at: place)
    }
}
